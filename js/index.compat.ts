export { make } from './compat';
