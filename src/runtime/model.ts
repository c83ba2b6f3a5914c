/** @file What the runtime runs: a serialised ONNX model, the options of a session, and the session itself. */
import type { Tensor, TensorType } from '../tensor/tensor.ts';

export interface NamedType {
  readonly name: string;
  readonly type: TensorType;
}

/** A ModelProto's bytes; `weightsFolder` holds the files that its external initializers name. */
export interface RunnableModel {
  readonly bytes: Uint8Array;
  readonly inputs: readonly NamedType[];
  readonly outputs: readonly NamedType[];
  readonly weightsFolder?: string;
  /** Bytes of those initializers. */
  readonly weightBytes?: number;
}

export const PROVIDERS = ['cpu', 'cuda', 'webgpu', 'coreml', 'dml'] as const;
type Provider = (typeof PROVIDERS)[number];

/**
 * `packed` copies them in the order that the processor reads fastest: 14 % of the time of the embedded bundle, nothing that can
 * be measured for Stable Diffusion's UNet, and there a gigabyte. `unpacked` reads them from their file, and only casts
 * half-precision ones once; `file` casts those anew at each run, a fifth slower or so, and copies nothing.
 */
export type WeightsInMemory = 'packed' | 'unpacked' | 'file';

export interface SessionOptions {
  /** Intra-op threads. */
  readonly threads?: number;
  readonly optimization?: 'extended' | 'all';
  readonly provider?: Provider;
  /** Keep freed memory for the next run; off saves memory and costs about 15 % of the time. */
  readonly arena?: boolean;
  /** Absent: `packed` where they are few. */
  readonly weights?: WeightsInMemory;
  /** Prefix of a file that gets the time of every node, written when the session closes. */
  readonly profile?: string;
}

export type Tensors = Readonly<Record<string, Tensor>>;

export interface Session {
  /**
   * Runs the model; `fetches` names preallocated tensors that get the outputs, and then only those are computed.
   * Throws ShapeError when a feed is missing, unknown or of another type.
   */
  readonly run: (feeds: Tensors, fetches?: Tensors) => Promise<Record<string, Tensor>>;
  /** Frees the session's memory. */
  readonly close: () => Promise<void>;
}
