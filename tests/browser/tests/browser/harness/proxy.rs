//! How names lead to this machine, in any browser: a proxy that knows two of them.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

const PORTALS: &str = ".portal.ledgerbee.com";
/// For pages and portals that are not on loopback.
const LAB: &str = ".lab.example";
const MAX_HEAD: usize = 64 * 1024;

/// Ends with it.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    server: JoinHandle<()>,
}

impl Proxy {
    /// `portals` is where `https://*.portal.ledgerbee.com` really is.
    pub(crate) async fn start(portals: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(async move {
                    // A browser that hangs up, or is refused, is no fault of a test.
                    let _ = serve(client, portals).await;
                });
            }
        });
        Self { address, server }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(mut client: TcpStream, portals: SocketAddr) -> std::io::Result<()> {
    let (head, rest) = read_head(&mut client).await?;
    let mut words = head.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let is_tunnel = method == "CONNECT";
    let (authority, path) = if is_tunnel {
        (target, "")
    } else {
        let target = target.strip_prefix("http://").unwrap_or(target);
        target.split_at(target.find('/').unwrap_or(target.len()))
    };
    let Some(address) = resolve(authority, is_tunnel, portals) else {
        return client
            .write_all(
                b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            )
            .await;
    };
    let mut server = TcpStream::connect(address).await?;
    if is_tunnel {
        client
            .write_all(b"HTTP/1.1 200 Connection Established\r\n\r\n")
            .await?;
    } else {
        // One request a connection, so that the next one is looked at here as well.
        let (_, fields) = head.split_once("\r\n").unwrap_or_default();
        let fields: String = fields
            .split_inclusive("\r\n")
            .filter(|line| !line.to_ascii_lowercase().contains("connection:"))
            .collect();
        let head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n{fields}\r\n");
        server.write_all(head.as_bytes()).await?;
    }
    server.write_all(&rest).await?;
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}

fn resolve(authority: &str, is_tunnel: bool, portals: SocketAddr) -> Option<SocketAddr> {
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "80"));
    if is_tunnel {
        return (host.ends_with(PORTALS) && port == "443").then_some(portals);
    }
    let port = port.parse().ok()?;
    host.ends_with(LAB)
        .then_some(SocketAddr::from(([127, 0, 0, 1], port)))
}

/// The lines up to the empty one, and what has come after it.
async fn read_head(client: &mut TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let rest = bytes.split_off(end + 4);
            bytes.truncate(end + 2);
            return Ok((String::from_utf8_lossy(&bytes).into_owned(), rest));
        }
        if client.read_buf(&mut bytes).await? == 0 || bytes.len() > MAX_HEAD {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
}
