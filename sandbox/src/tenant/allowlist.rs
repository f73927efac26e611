//! Allowlists: the origins of partners that may frame a tenant's portal.

use serde_json::Value;

/// Stands for the origin of the running partner's site.
pub(super) const PARTNER: &str = "{partner}";

/// Reads an allowlist of at most 200 origins.
///
/// # Errors
/// What it must be.
pub(crate) fn read_allowlist(value: &Value) -> Result<Vec<String>, String> {
    let list = value.as_array().ok_or("must be a list of origins")?;
    let text = |item: &Value| {
        item.as_str()
            .filter(|it| is_partner_origin(it))
            .map(str::to_owned)
    };
    let origins: Option<Vec<String>> = list.iter().map(text).collect();
    origins
        .filter(|origins| origins.len() <= 200)
        .ok_or_else(|| "must hold at most 200 origins, each as https://shop.example".to_owned())
}

/// Whether `text` may stand in an allowlist: an origin just as a browser
/// writes it, so that nothing else gets into the header it ends up in.
pub(crate) fn is_partner_origin(text: &str) -> bool {
    if text == PARTNER {
        return true;
    }
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let Some(authority) = rest.filter(|_| text.len() <= 300) else {
        return false;
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_label = |label: &str| {
        let is_word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        !label.is_empty() && label.bytes().all(is_word)
    };
    let is_host = host == "[::1]" || host.split('.').all(is_label);
    let is_port = |port: &str| {
        let number = port.parse::<u16>().is_ok_and(|port| port > 0);
        number && !port.starts_with(['0', '+'])
    };
    is_host && port.is_none_or(is_port)
}

#[cfg(test)]
mod tests {
    use super::is_partner_origin;

    #[test]
    fn tells_origins_from_what_would_widen_the_policy() {
        for good in [
            "{partner}",
            "https://shop.example",
            "https://shop.example:8443",
            "http://localhost:5173",
            "http://[::1]:5173",
        ] {
            assert!(is_partner_origin(good), "{good}");
        }
        for bad in [
            "",
            "*",
            "https:",
            "https://",
            "https://*",
            "https://*.example",
            "https://shop.example/",
            "https://shop.example; script-src *",
            "https://shop.example https://evil.example",
            "https://shop.example\r\nx: y",
            "https://Shop.example",
            "https://user@shop.example",
            "https://shop.example:0",
            "https://shop.example:070",
            "https://shop.example:70000",
            "https://shop..example",
            "{partner}/",
            "ftp://shop.example",
            "'self'",
            "null",
        ] {
            assert!(!is_partner_origin(bad), "{bad}");
        }
    }
}
