// Where there is a command line: takes the addresses as JSON, and prints the results.
import process from 'node:process';
import { judge } from './rules.js';

console.log(JSON.stringify(await judge(JSON.parse(process.argv[2]))));
