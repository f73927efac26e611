export { make } from '../loader/compat';
