import { definePricingElement } from 'ledgerbee-embed/element/vue';
import { createApp } from 'vue';
import App from './App.vue';

definePricingElement();
definePricingElement();
createApp(App).mount('#app');
