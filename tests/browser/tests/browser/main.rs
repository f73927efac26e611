//! What docs/protocol.md says, checked in real browsers: the partner's pages against the sandbox, and hostile
//! or synthetic frames in the lab.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod access;
mod binding;
mod breakout;
mod broken;
mod checkout;
mod command_line;
mod csp;
mod floods;
mod flows;
mod harness;
mod inspector;
mod keyboard;
mod life;
mod looks;
mod npm;
mod payment;
mod portal;
mod probe;
mod strangers;
mod surfaces;

use std::process::ExitCode;

use harness::Scope::{Engine, Everywhere, Program, Rules, WebAssembly};
use harness::{Listing, group};

/// What the tests depend on, and so where they run: most of a group, then those that differ. The
/// core is what a quick run asks.
fn main() -> ExitCode {
    let mut listing = Listing::read();
    let groups = vec![
        group("selfcheck", Engine, listing.of("selfcheck")).but(
            Rules,
            &[
                "a_failed_comparison_fails",
                "a_warning_fails",
                "a_warning_that_does_not_come_fails",
                "an_error_that_does_not_come_fails",
            ],
        ),
        group("bind", Rules, listing.of("bind"))
            .core()
            .but(
                Engine,
                &[
                    "an_early_request_waits_for_dom_content_loaded",
                    "an_early_request_waits_for_load",
                    "a_script_that_comes_late_serves_the_repeated_request",
                ],
            )
            .but(
                Everywhere,
                &[
                    "answers_with_the_token",
                    "calls_the_provider_on_its_object_with_a_context",
                    "without_a_provider_the_answer_is_null_without_a_warning",
                    "aborts_the_signal_when_the_frame_goes",
                ],
            ),
        group("catalog", Rules, listing.of("catalog"))
            .core()
            .but(Engine, &["looks_on_for_two_seconds_after_load"])
            .but(Everywhere, &["answers_with_the_token"]),
        group("providers", Rules, listing.of("providers"))
            .core()
            .but(
                Program,
                &[
                    "4096_pass",
                    "gives_4097",
                    "function_getter_throws",
                    "proxy_throws",
                    "revoked_proxy",
                    "one_that_stops_the_bridge_leaves_null",
                    "an_accessor_that_stops_the_bridge_leaves_null",
                    "one_that_starts_the_bridge_anew_leaves_null",
                ],
            )
            // How a browser tells of a promise that nobody awaits any more.
            .but(
                Engine,
                &["rejects", "a_rejection_after_the_deadline_harms_nobody"],
            ),
        group("correlation", Rules, listing.of("correlation"))
            .core()
            .but(
                Program,
                &[
                    "lone_surrogates_are_kept_apart_and_returned_as_they_are",
                    "the_last_256_answered_ids_are_absorbed",
                    "the_33rd_in_flight_is_answered_null_at_once",
                ],
            )
            .but(
                Engine,
                &[
                    "a_load_forgets_answered_ids",
                    "a_load_does_not_forget_pending_ids",
                ],
            )
            .but(
                Everywhere,
                &[
                    "the_very_id_is_returned",
                    "twenty_frames_with_the_same_ids_never_get_each_others_answers",
                ],
            ),
        group("stateful", Rules, listing.of("stateful"))
            .but(Everywhere, &["any_order_keeps_to_the_contract"])
            .but(Program, &["nothing_is_answered_under_another_pin_whatever_the_page_does_where_it_is_called"]),
        group("origins", Engine, listing.of("origins")).core().but(
            Everywhere,
            &[
                "a_frame_that_left_its_origin_is_heard_no_more",
                "an_answer_does_not_reach_who_took_the_frames_place",
                "an_untrusted_src_is_refused",
                "only_the_tenants_portals_are_trusted_on_the_internet",
            ],
        ),
        group("discovery", Engine, listing.of("discovery"))
            .core()
            .but(
                Rules,
                &[
                    "what_is_no_shadow_root_of_this_document_is_not_observed",
                    "a_frame_that_has_spoken_is_not",
                    "a_refused_frame_is_not_reported_as_silent",
                ],
            )
            .but(
                Everywhere,
                &[
                    "a_frame_in_the_markup_is_served",
                    "a_frame_that_is_moved_works_with_its_new_window",
                    "a_shadow_root_is_served_only_if_it_is_observed",
                ],
            ),
        group("events", Rules, listing.of("events"))
            .core()
            .but(
                Program,
                &[
                    "ids_pass_if_they_are_ids",
                    "links_pass_if_they_are_safe_and_are_null_otherwise",
                    "a_handler_may_remove_the_frame_or_come_back_in",
                ],
            )
            .but(
                Engine,
                &[
                    "each_event_is_dispatched_once_and_on_the_window_only",
                    "a_listener_that_throws_harms_only_itself",
                ],
            )
            .but(Everywhere, &["each_event_with_all_its_fields"]),
        group("pristine", Everywhere, listing.of("pristine"))
            // The generated JavaScript has descriptors that inherit it, and says so on the console.
            .but(WebAssembly, &["what_is_on_object_prototype_makes_no_accessor"]),
        group("broken", Program, broken::cases()),
        group("resize", Rules, listing.of("resize")).core().but(
            Engine,
            &[
                "sets_the_height_in_px_within_its_limits",
                "a_style_that_is_written_anew_keeps_the_height",
                "a_page_that_takes_each_height_away_wins_in_the_end",
            ],
        ),
        // Every type in every place, in every lane, is in `clones`.
        group("bad_input", Rules, listing.of("bad_input"))
            .but(
                Program,
                &[
                    "type_of_a_megabyte",
                    "type_prefix_of_a_megabyte",
                    "type_with_lone_surrogate",
                    "deep",
                    "cyclic",
                    "wide",
                    "megabyte_fields",
                    "request_id_of_a_megabyte",
                ],
            )
            .but(Everywhere, &["a_thousand_of_all_kinds_at_once"]),
        group("hosts", Engine, listing.of("hosts"))
            .but(Everywhere, &["an_address_is_judged_as_the_browser_parses_it"]),
        group("opaque", Engine, listing.of("opaque")),
        group("strangers", Engine, listing.of("strangers")).and(strangers::cases()).core().but(
            Everywhere,
            &[
                "a_frame_in_a_frame_is_ignored_wherever_it_is_from",
                "a_message_that_is_dispatched_once_more_is_ignored",
            ],
        ),
        group("moves", Engine, listing.of("moves")).core().but(
            Everywhere,
            &["two_frames_with_one_id_never_share_an_answer"],
        ),
        group("markup", Engine, listing.of("markup"))
            .core()
            .but(Everywhere, &["names_of_everything_hide_nothing"]),
        group("forgery", Engine, listing.of("forgery")).but(
            Everywhere,
            &["a_link_leads_where_it_says_by_the_browsers_own_parser"],
        ),
        group("bounds", Program, listing.of("bounds"))
            .but(Everywhere, &["nothing_of_a_strangers_message_is_read"]),
        group("clones", Program, listing.of("clones")).but(Everywhere, &["every_type_in_every_place"]),
        group("floods", Program, floods::cases())
            // A minute of the whole machine.
            .but(Rules, &["a_thousand_frames_at_once"])
            .but(Everywhere, &["a_provider_that_never_answers"]),
        group("privacy", Engine, listing.of("privacy"))
            .but(Everywhere, &["a_token_is_nowhere_but_in_the_answer"]),
        group("bridge", Rules, listing.of("bridge"))
            .core()
            .but(
                Engine,
                &["a_listener_that_throws_harms_neither_the_others_nor_replay"],
            )
            .but(
                Program,
                &[
                    "replay_leaves_out_frames_that_are_gone",
                    "stop_is_safe_in_any_handler",
                    "a_script_after_stop_starts_afresh",
                ],
            )
            .but(
                Everywhere,
                &[
                    "has_what_the_contract_says_and_no_global_besides",
                    "stop_answers_what_is_pending_and_lets_go_of_everything",
                ],
            ),
        group("npm", Rules, listing.of("npm")).and(npm::cases())
            .but(Engine, &["a_module_has_no_origin_of_its_own"])
            .but(
                Program,
                &[
                    "given_providers_come_before_the_global_kind_by_kind",
                    "tag_and_import_give_one_bridge",
                    "origins_given_later_narrow",
                    "a_root_is_observed_in_addition",
                ],
            )
            .but(Everywhere, &["an_import_in_the_page_serves_it"]),
        group("stand_ins", Engine, listing.of("stand_ins")),
        group("own_frames", Rules, listing.of("own_frames"))
            .but(
                Engine,
                &[
                    "a_frame_in_a_shadow_root_is_served",
                    "the_element_works_in_a_shadow_root_and_keeps_its_frame_when_moved",
                ],
            )
            .but(
                Program,
                &[
                    "own_providers_come_first_kind_by_kind_and_serve_their_frame_only",
                    "a_page_that_has_bundled_the_package_twice_loses_none",
                ],
            )
            .but(
                Everywhere,
                &["the_element_shows_a_frame_and_hands_on_its_events"],
            ),
        group("script", Engine, listing.of("script"))
            .core()
            .but(
                Rules,
                &[
                    "a_further_tag_merges_its_options_and_cannot_widen_trust",
                    "another_version_joins_and_warns_once",
                    "debug_says_why_a_message_was_dropped",
                    "without_debug_the_console_stays_silent",
                    "a_timeout_is_clamped_from_below",
                    "a_timeout_is_clamped_from_above",
                    "a_timeout_that_is_empty_is_the_default",
                    "a_timeout_that_is_a_word_is_the_default",
                    "a_timeout_that_is_nan_is_the_default",
                    "a_timeout_with_a_unit_is_the_default",
                    "a_frozen_global_is_served_and_nothing_thrown",
                    "a_global_that_cannot_be_written_is_served_too",
                    "a_global_replaced_later_is_left_alone",
                ],
            )
            .but(
                Everywhere,
                &[
                    "twice_is_one_bridge",
                    "what_is_on_object_prototype_is_no_field",
                ],
            ),
        group("faults", WebAssembly, listing.of("faults"))
            .core()
            .but(
                Rules,
                &[
                    "used_in_the_embeds_place_it_starts_at_once",
                    "inlined_it_is_told_where_to_find_it",
                    "at_most_512_are_held",
                    "the_deadline_runs_from_the_arrival",
                    "everything_else_works_before_it",
                    "stopped_meanwhile_it_never_starts",
                    "a_file_of_another_version_is_not_taken",
                ],
            )
            .but(
                Program,
                &[
                    "a_listener_that_throws_is_no_trap",
                    "one_in_the_middle_of_a_listener_ends_what_is_around_it",
                    "one_in_the_middle_of_an_answer_leaves_one_answer",
                    "a_page_that_starts_it_again_meanwhile_has_one_program_then",
                    "what_is_shipped_has_no_such_message",
                ],
            )
            .but(
                Everywhere,
                &[
                    "what_was_pending_is_answered_and_the_next_message_served",
                    "a_page_that_makes_each_trap_is_given_up",
                ],
            ),
        group("libraries", Engine, listing.of("libraries")).but(
            Program,
            &["mootools_before", "core_js_2_before", "es6_shim_before"],
        ),
        group("reentrancy", Program, listing.of("reentrancy")).but(Everywhere, &["in_a_provider"]),
        group("replaced", Program, listing.of("replaced"))
            .but(
                Rules,
                &[
                    "abort_controller_that_is_gone",
                    "abort_controller_that_throws",
                    "proxy_that_is_gone",
                    "proxy_that_throws",
                    "set_prototype_of_that_throws",
                ],
            )
            // What an engine awaits, and what it makes of a `Proxy`.
            .but(
                Engine,
                &[
                    "promise",
                    "a_promise_with_a_then_of_its_own_is_a_promise",
                    "a_then_that_answers_at_once_and_again_answers_once",
                    "a_context_can_be_frozen_copied_and_written_to",
                    "a_context_is_a_plain_object_whatever_objects_inherit",
                ],
            )
            .but(Everywhere, &["then_that_throws"]),
        // Its policies are asked of a page that brings in one program or the other.
        group("csp", WebAssembly, listing.of("csp")).and(csp::cases())
            .but(
                Rules,
                &[
                    "host_buys",
                    "host_buys_without_webassembly",
                    "nonce_buys",
                    "nonce_buys_without_webassembly",
                    "strict_dynamic_buys",
                    "strict_dynamic_buys_without_webassembly",
                    "trusted_types_with_an_allowlist_buys",
                    "trusted_types_with_an_allowlist_buys_without_webassembly",
                    "trusted_types_without_an_allowlist_buys",
                    "trusted_types_without_an_allowlist_buys_without_webassembly",
                ],
            )
            .but(
                Engine,
                &[
                    "the_strictest_buys",
                    "the_strictest_buys_without_webassembly",
                ],
            ),
        group("inspector", Rules, listing.of("inspector")).and(inspector::cases()).but(
            Engine,
            &[
                "a_handshake_is_drawn_with_times",
                "a_token_is_shown_as_its_length_and_nowhere_else",
                "the_page_goes_as_it_goes_without_it",
                "nothing_a_page_is_makes_it_throw",
                "closed_it_leaves_nothing_behind",
                "the_strictest_policy_lets_it_work",
                "an_old_browser_takes_its_style_by_the_nonce",
                "a_style_that_is_refused_is_said",
                "keys_do_all_that_a_mouse_does",
                "doctor_finds_a_refused_script",
                "doctor_finds_a_refused_frame",
                "doctor_finds_refused_webassembly",
            ],
        ),
        group("memory", Everywhere, listing.of("memory"))
            .but(WebAssembly, &["without_webassembly_it_grows_as_well"]),
        group("life", Engine, listing.of("life")).and(life::cases())
            .but(Everywhere, &["a_frame_that_reloads_is_served_on"])
            // Only Chromium says how large its heap is; and it takes minutes.
            .but(
                Rules,
                &[
                    "hours_of_frames_that_come_and_go_leave_nothing",
                    "what_would_be_left_would_be_seen",
                ],
            ),
        group("differential", WebAssembly, listing.of("differential"))
            .but(Rules, &["a_difference_would_be_seen"]),
        group("flows", Rules, flows::cases())
            .but(
                Engine,
                &[
                    "anonymous",
                    "a_returning_buyer_is_taken_to_the_portal",
                    "bound_as_written",
                    "a_partner_who_is_not_allowed_sees_nothing",
                ],
            )
            .but(Everywhere, &["bound"]),
        group("looks", Rules, looks::cases()),
        group("surfaces", Rules, surfaces::cases()).but(
            Engine,
            &[
                "a_frame_comes_and_goes_with_its_view",
                "a_checkout_runs_under_a_strict_policy",
            ],
        ),
        group("binding", Rules, binding::cases()),
        group("checkout", Engine, checkout::cases()),
        group("breakout", Engine, breakout::cases()).but(
            Rules,
            &[
                "without_a_binding_it_comes_back_pending",
                "in_the_frame_no_tab_opens",
            ],
        ),
        group("portal", Rules, portal::cases()).but(
            Engine,
            &[
                "a_page_without_a_referrer_changes_no_plan",
                "another_sites_page_changes_no_plan",
                "another_sites_page_saves_no_switch",
            ],
        ),
        group("payment", Engine, payment::cases()),
        group("keyboard", Engine, keyboard::cases()),
        group("access", Rules, access::cases()),
        group("command_line", Rules, command_line::cases()),
    ];
    harness::run(groups, listing)
}
