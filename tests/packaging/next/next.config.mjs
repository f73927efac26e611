// The folder above holds a lock file too; this says which one is the project's.
export default { turbopack: { root: new URL('..', import.meta.url).pathname } };
