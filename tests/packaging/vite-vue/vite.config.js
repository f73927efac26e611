import vue from '@vitejs/plugin-vue';

// As Vue's guide says for every custom element.
const isCustomElement = (tag) => tag === 'ledgerbee-pricing';

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
