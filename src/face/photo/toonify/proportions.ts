/** @file A face's proportions from its mesh: ratios that neither the photo's size nor the head's tilt changes. */
import { type Mesh, meshPoint3, type Point3 } from '../mesh.ts';

export interface Proportions {
  /** From the eye line to the chin, over the face's half width. */
  readonly chin: number;
  /** The jaw's width at its corners over the face's width. */
  readonly jaw: number;
  /** The chin's width over the face's width. */
  readonly point: number;
  /** Half the distance between the eyes' middles over the half width. */
  readonly eyeSpacing: number;
  readonly eyeWidth: number;
  /** An eye's height over its width. */
  readonly eyeOpen: number;
  /** Degrees; positive lifts the outer corner. */
  readonly eyeTilt: number;
  readonly browThickness: number;
  /** From the eye's middle up to the brow. */
  readonly browGap: number;
  /** How far the brow's inner end lies above its outer end, over its length. */
  readonly browSlope: number;
  /** How far the brow's middle rises over its ends, over its length. */
  readonly browArch: number;
  /** From the eye line to the nose's base, over that to the chin. */
  readonly noseLength: number;
  readonly noseWidth: number;
  readonly mouthWidth: number;
  /** The lips' height over the half width. */
  readonly lipHeight: number;
  /** Where between nose and chin. */
  readonly mouthHeight: number;
  /** How far the corners lie above the lips' middle, over the mouth's width. */
  readonly mouthLift: number;
}

/** Lengths below are measured in the head's own axes, so that turns and tilts of the head matter little. */
interface Axes {
  readonly right: Point3;
  readonly down: Point3;
}

const minus = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Point3, b: Point3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const unit = (a: Point3): Point3 => {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
};

export function proportionsOf(mesh: Mesh): Proportions {
  const at = (...numbers: number[]): Point3 => meshPoint3(mesh, numbers);
  const axes = axesOf(at);
  const x = (a: Point3, b: Point3): number => dot(minus(b, a), axes.right);
  const y = (a: Point3, b: Point3): number => dot(minus(b, a), axes.down);
  const half = Math.hypot(...minus(at(454), at(234))) / 2;
  const [leftEye, rightEye] = [at(33, 133, 159, 145), at(263, 362, 386, 374)];
  const eyeLine = at(33, 133, 159, 145, 263, 362, 386, 374);
  const toChin = y(eyeLine, at(152));
  const eyeWidth = (x(at(33), at(133)) + x(at(362), at(263))) / 2;
  const tip = y(eyeLine, at(1));
  const lips = at(13, 14);
  const mouth = x(at(61), at(291));
  return {
    chin: toChin / half,
    jaw: x(at(172), at(397)) / (2 * half),
    point: x(at(176), at(400)) / (2 * half),
    eyeSpacing: x(leftEye, rightEye) / (2 * half),
    eyeWidth: eyeWidth / 2 / half,
    eyeOpen: (y(at(159), at(145)) + y(at(386), at(374))) / 2 / eyeWidth,
    eyeTilt: (Math.atan2(y(at(33), at(133)) + y(at(263), at(362)), 2 * eyeWidth) * 180) / Math.PI,
    ...browsOf(x, y, at, half),
    noseLength: y(eyeLine, at(2)) / toChin,
    noseWidth: x(at(129), at(358)) / (2 * half),
    mouthWidth: mouth / (2 * half),
    lipHeight: (y(at(0), at(13)) + y(at(14), at(17))) / half,
    mouthHeight: (y(eyeLine, lips) - tip) / (toChin - tip),
    mouthLift: y(at(61, 291), lips) / mouth,
  };
}

type At = (...numbers: number[]) => Point3;
type Along = (a: Point3, b: Point3) => number;

/** Right from cheek to cheek and between the eyes' corners; down across it, from the forehead to the chin. */
function axesOf(at: At): Axes {
  const right = unit(minus(at(454, 263, 291), at(234, 33, 61)));
  const along = minus(at(152), at(10));
  const slip = dot(along, right);
  return {
    right,
    down: unit([along[0] - slip * right[0], along[1] - slip * right[1], along[2] - slip * right[2]]),
  };
}

function browsOf(
  x: Along,
  y: Along,
  at: At,
  half: number,
): Pick<Proportions, 'browThickness' | 'browGap' | 'browSlope' | 'browArch'> {
  const length = (x(at(46, 70), at(55, 107)) + x(at(285, 336), at(276, 300))) / 2;
  const ends = at(46, 70, 55, 107, 285, 336, 276, 300);
  return {
    browThickness: (y(at(63, 105, 66), at(53, 52, 65)) + y(at(293, 334, 296), at(283, 282, 295))) / 2 / half,
    browGap: y(at(52, 282), at(159, 386)) / half,
    browSlope: y(at(55, 107, 285, 336), at(46, 70, 276, 300)) / length,
    browArch: y(at(105, 52, 334, 282), ends) / length,
  };
}
