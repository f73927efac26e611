// A page that was left is kept in an Activity. The folder above holds a lock file too; `root` says which one is the project's.
export default { cacheComponents: true, turbopack: { root: new URL('..', import.meta.url).pathname } };
