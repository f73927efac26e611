// Where there is none: a worker that takes the addresses in its request.
import { judge } from './rules.js';

export default {
  fetch: async (request) => Response.json(await judge(await request.json())),
};
