/** @file The thread behind `openSession`. */
import type { Tensor } from '../tensor/tensor.ts';
import type { RunnableModel, Session, SessionOptions, Tensors } from './model.ts';
import { loadModel } from './run.ts';
import { serve } from './thread.ts';

export interface SessionMethods {
  readonly load: (argument: {
    readonly model: RunnableModel;
    readonly options: SessionOptions;
  }) => Promise<void>;
  readonly run: (argument: {
    readonly feeds: Tensors;
    readonly fetches: Tensors | undefined;
  }) => Promise<Record<string, Tensor>>;
  readonly close: (argument: undefined) => Promise<void>;
}

let session: Session | undefined;

serve<SessionMethods>({
  load: async ({ model, options }) => {
    session = await loadModel(model, options);
  },
  run: async ({ feeds, fetches }) => {
    if (session === undefined) throw new Error('run: no model is loaded');
    return session.run(feeds, fetches);
  },
  close: async () => {
    await session?.close();
    session = undefined;
  },
});
