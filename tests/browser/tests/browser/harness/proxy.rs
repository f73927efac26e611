//! How names lead to this machine, in any browser: a SOCKS 5 proxy that knows two kinds of them.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

const PORTALS: &str = ".portal.ledgerbee.com";
/// For pages and portals that are not on loopback.
const LAB: &str = ".lab.example";

/// RFC 1928.
const VERSION: u8 = 5;
const DOMAIN_NAME: u8 = 3;
const SUCCEEDED: u8 = 0;
const HOST_UNREACHABLE: u8 = 4;

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

async fn serve(mut client: TcpStream, portals: SocketAddr) -> Result<()> {
    // The methods the browser offers: one for no authentication is always among them.
    let [_, methods] = read(&mut client).await?;
    client.read_exact(&mut vec![0; methods.into()]).await?;
    client.write_all(&[VERSION, 0]).await?;
    let [_, _connect, _, kind] = read(&mut client).await?;
    let address = if kind == DOMAIN_NAME {
        let [length] = read(&mut client).await?;
        let mut name = vec![0; length.into()];
        client.read_exact(&mut name).await?;
        let port = u16::from_be_bytes(read(&mut client).await?);
        resolve(&String::from_utf8_lossy(&name), port, portals)
    } else {
        None
    };
    let Some(address) = address else {
        answer(&mut client, HOST_UNREACHABLE).await?;
        return Err(Error::from(ErrorKind::HostUnreachable));
    };
    let mut server = TcpStream::connect(address).await?;
    answer(&mut client, SUCCEEDED).await?;
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}

/// Without an address of its own, of which browsers make nothing.
async fn answer(client: &mut TcpStream, code: u8) -> Result<()> {
    let ipv4 = 1;
    client
        .write_all(&[VERSION, code, 0, ipv4, 0, 0, 0, 0, 0, 0])
        .await
}

async fn read<const N: usize>(client: &mut TcpStream) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    client.read_exact(&mut bytes).await?;
    Ok(bytes)
}

fn resolve(host: &str, port: u16, portals: SocketAddr) -> Option<SocketAddr> {
    if host.ends_with(PORTALS) && port == 443 {
        Some(portals)
    } else {
        host.ends_with(LAB)
            .then_some(SocketAddr::from(([127, 0, 0, 1], port)))
    }
}
