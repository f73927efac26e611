// The harness itself: what a page must not do unseen is seen.

import { bare, eq, expectErrors, expectWarnings, ok, page, settle, test, until } from './lab.js';

/** A test that fails, with this in what it fails with. */
const fails = (name, page, words, run) => test(name, page, run, { fails: words });

/** The line that calls this, as a failure is to name it. */
const here = () => /in-page\/selfcheck\.js:\d+/.exec(new Error().stack.split('\n').slice(2).join())[0];

fails('a_failed_comparison_fails', page(), '1, not "1"', () => eq(1, '1'));

// In blocks: WebKit forgets who makes a call whose value it gives back.
fails('a_failure_names_its_file_and_line', page(), `${here()}:`, () => { ok(false, 'at this line'); });

// In an async function of the lab's, whose caller a browser may have forgotten when the time is over.
fails('so_does_one_of_waiting', page(), `${here()}:`, async () => { await until(() => false, 'anything', 20); });

fails('what_its_page_does_unseen_names_the_test', bare().script('null.x'), `of tests/browser/${here()}`, () => {});

fails('an_error_of_the_page_fails', bare().script('null.x'), 'null', () => {});

fails('an_unhandled_rejection_fails', bare().script("Promise.reject(new Error('lost'))"), 'lost', () => {});

fails('a_console_error_fails', bare().script("console.error('said')"), 'said', () => {});

fails('a_warning_fails', bare().script("console.warn('hm')"), 'warnings: ["hm"]', () => {});

fails('a_warning_that_does_not_come_fails', page(), 'warnings: []', () => expectWarnings('untrusted-origin'));

fails('an_error_that_does_not_come_fails', page(), 'no error said', () => expectErrors('boom'));

fails(
  'a_refused_script_fails',
  bare().before(`<meta http-equiv=Content-Security-Policy content="img-src 'none'"><img alt='' src='/x'>`),
  'csp: img-src',
  () => settle(),
);
