//! The two forms of the embed's program, one row each.

/// A form of the program.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// The file of `dist/` that pages get as `embed.js`. It may stand in for the other one, and
    /// starts as that does; how the one brings in the other is tested apart.
    pub(crate) script: &'static str,
    pub(crate) has_webassembly: bool,
}

pub(crate) const PROGRAMS: &[Program] = &[
    Program {
        name: "wasm",
        script: "embed.js",
        has_webassembly: true,
    },
    Program {
        name: "compat",
        script: "embed.compat.js",
        has_webassembly: false,
    },
];
