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
}

export const PROVIDERS = ['cpu', 'cuda', 'webgpu', 'coreml', 'dml'] as const;
type Provider = (typeof PROVIDERS)[number];

export interface SessionOptions {
  /** Intra-op threads. */
  readonly threads?: number;
  readonly optimization?: 'disabled' | 'basic' | 'extended' | 'all';
  readonly provider?: Provider;
  /** Keep freed memory for the next run; off saves memory and costs about 15 % of the time. */
  readonly arena?: boolean;
  /**
   * Copy the weights into memory of this process, as float32 and in the order that the processor reads fastest; off leaves
   * them in their file. A large UNet runs some percent faster with it and takes a gigabyte more.
   */
  readonly packing?: boolean;
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
