import { open } from './inspector/session';

open();
