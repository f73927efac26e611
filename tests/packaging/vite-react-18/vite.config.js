import react from '@vitejs/plugin-react';

// The package is in the folder above, where another React is.
export default { plugins: [react()], resolve: { dedupe: ['react', 'react-dom'] } };
