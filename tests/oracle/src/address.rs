//! Addresses that look like a portal's, are one, or are one written oddly.

use arbitrary::Arbitrary;

use crate::text::{Text, pick};

const SCHEMES: &[&str] = &[
    "https://",
    "http://",
    "HTTPS://",
    "https:",
    "https:/",
    "https:\\\\",
    "//",
    "/\\",
    "blob:https://",
    "blob:http://",
    "blob:null/",
    "filesystem:https://",
    "view-source:https://",
    "about:",
    "data:text/html,",
    "javascript:",
    "file://",
    "ftp://",
    "wss://",
    " https://",
    "ht\ttps://",
    "",
];

const USERS: &[&str] = &[
    "",
    "",
    "user@",
    "user:secret@",
    "acme.portal.ledgerbee.com@",
    "@",
    "a%40b@",
];

const HOSTS: &[&str] = &[
    "acme.portal.ledgerbee.com",
    "globex.portal.ledgerbee.com",
    "ACME.Portal.LedgerBee.COM",
    "acme.portal.ledgerbee.com.",
    "acme.portal.ledgerbee.com.evil.example",
    "acme.portal.ledgerbee.com%2eevil.example",
    "acme.portal.ledgerbee.com:443.evil.example",
    "portal.ledgerbee.com",
    ".portal.ledgerbee.com",
    "a.b.portal.ledgerbee.com",
    "acme_1.portal.ledgerbee.com",
    "acme。portal。ledgerbee。com",
    "асme.portal.ledgerbee.com",
    "xn--cme-5cd.portal.ledgerbee.com",
    "bücher.portal.ledgerbee.com",
    "%61cme.portal.ledgerbee.com",
    "shop.example",
    "pay.shop.example",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost.example",
    "acme.portal.localhost",
    ".localhost",
    "..localhost",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.0.0.2",
    "127.0.0.1.",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::]",
    "[::1%25eth0]",
    "",
];

const SUFFIXES: &[&str] = &[".portal.ledgerbee.com", ".localhost", ".shop.example", ""];

const PORTS: &[&str] = &[
    "", "", ":443", ":80", ":", ":0443", ":4400", ":8443", ":65535", ":65536", ":-1",
];

const PATHS: &[&str] = &[
    "/embed.js",
    "/embed.compat.js",
    "/embed/pro-plan",
    "",
    "/",
    "/embed.js?v=1#x",
    "/embed.js/",
    "//embed.js",
    "/static/embed.js",
    "/static/../embed.js",
    "/%65mbed.js",
    "/Embed.js",
    "\\embed.js",
    "/embed.js\n",
    "?/embed.js",
    "#/embed.js",
    "/@acme.portal.ledgerbee.com",
    "https://acme.portal.ledgerbee.com/embed.js",
];

#[derive(Arbitrary, Clone, Debug)]
pub(crate) enum Address<'a> {
    Odd {
        scheme: u8,
        user: u8,
        host: u8,
        port: u8,
        path: u8,
    },
    /// Nothing odd but the host.
    Host {
        is_secure: bool,
        label: Text,
        suffix: u8,
        port: Option<u16>,
        path: u8,
    },
    Any(&'a str),
}

impl Address<'_> {
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Odd {
                scheme,
                user,
                host,
                port,
                path,
            } => [
                *pick(SCHEMES, *scheme),
                *pick(USERS, *user),
                *pick(HOSTS, *host),
                *pick(PORTS, *port),
                *pick(PATHS, *path),
            ]
            .concat(),
            Self::Host {
                is_secure,
                label,
                suffix,
                port,
                path,
            } => {
                let scheme = if *is_secure { "https" } else { "http" };
                let port = port.map(|port| format!(":{port}")).unwrap_or_default();
                let (label, suffix, path) =
                    (label.text(), pick(SUFFIXES, *suffix), pick(PATHS, *path));
                format!("{scheme}://{label}{suffix}{port}{path}")
            }
            Self::Any(text) => (*text).into(),
        }
    }
}
