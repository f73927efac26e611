// `<ledgerbee-pricing>` in Vue's templates, whose compiler writes every attribute in camel case.
import type { AllowedComponentProps, VNodeProps } from 'vue';
import type { EmbedEvent, EventName } from './events.js';
import type { PricingAttributes, PricingElement } from './element.js';

export * from './element.js';

type Listeners = { [Name in EventName as `on${Capitalize<Name>}`]?: ((event: EmbedEvent<Name>) => void) | undefined };
type CamelCase<Text> = Text extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Tail>}` : Text;
type Camel<Attributes> = Attributes extends unknown ? { [Name in keyof Attributes as CamelCase<Name>]: Attributes[Name] } : never;

declare module 'vue' {
  interface GlobalComponents {
    'ledgerbee-pricing': new () => {
      $props: Camel<PricingAttributes> & Listeners & AllowedComponentProps & VNodeProps;
    };
  }
}
