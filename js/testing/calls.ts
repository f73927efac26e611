import type { ProviderContext } from '../npm/types';

/** A call while it is made; `ProviderCall` is what a test sees of it. */
interface Call {
  readonly kind: 'bind' | 'catalog';
  readonly frame: HTMLIFrameElement;
  readonly requestId: string | number;
  value?: unknown;
  error?: unknown;
  isSettled: boolean;
}

let calls: Call[] = [];

/** The calls of a frame's providers, oldest first. */
export const callsOf = (frame: HTMLIFrameElement): readonly Call[] => calls.filter((call) => call.frame === frame);

/** Whether an earlier call has given the same token. */
export const isReused = (call: Readonly<Call>): boolean =>
  calls.slice(0, calls.indexOf(call)).some(({ kind, value }) => kind === call.kind && value === call.value);

export function forgetCalls(): void {
  calls = [];
}

/** The provider, which also notes each call and its result. */
export function note(provider: (context: ProviderContext) => unknown, about: Pick<Call, 'kind' | 'frame' | 'requestId'>) {
  return async (context: ProviderContext): Promise<unknown> => {
    const call: Call = { ...about, isSettled: false };
    calls.push(call);
    try {
      return (call.value = await provider(context));
    } catch (error) {
      call.error = error;
      throw error;
    } finally {
      call.isSettled = true;
    }
  };
}
