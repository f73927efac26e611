import type { ProviderContext } from '../npm/types';
import type { ProviderCall } from './index.js';

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

let calls: ProviderCall[] = [];

/** The calls of a frame's providers, oldest first. */
export const callsOf = (frame: HTMLIFrameElement): ProviderCall[] => calls.filter((call) => call.frame === frame);

/** Whether an earlier call has given the same token. */
export const isReused = (call: ProviderCall): boolean =>
  calls.slice(0, calls.indexOf(call)).some(({ kind, value }) => kind === call.kind && value === call.value);

export function forgetCalls(): void {
  calls = [];
}

/** The provider, which also notes each call and its result. */
export function note(provider: (context: ProviderContext) => unknown, about: Pick<ProviderCall, 'kind' | 'frame' | 'requestId'>) {
  return async (context: ProviderContext): Promise<unknown> => {
    const call: Writable<ProviderCall> = { ...about, isSettled: false };
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
