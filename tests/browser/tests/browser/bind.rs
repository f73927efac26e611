//! The bind handshake and what a provider may do (contract: "Providers", "On the wire").

use crate::harness::{Case, in_page, page};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        in_page(
            "answers_with_the_token",
            page().providers("{ fetchBindToken: async () => 'token-1' }"),
            "const f = await frame();
             await f.ask('bind', 'r1');
             await f.answer('r1');
             eq(await f.inbox(), [{ data: { type: 'bindToken', requestId: 'r1', token: 'token-1' },
               origin: origins.page, isParent: true }]);
             eq(events, []);",
        ),
        in_page(
            "answers_in_the_spelling_of_the_request",
            page().providers("{ fetchBindToken: async () => 'token-1' }"),
            "const f = await frame();
             await f.post({ type: 'ledgerbee:embed:requestBindToken', requestId: 7 });
             eq(await f.answer(7), { type: 'ledgerbee:embed:bindToken', requestId: 7, token: 'token-1' });",
        ),
    ]
}
