//! Liveness and readiness, for whoever restarts and balances.

use crate::http::mount::Mount;
use crate::{
    http::{answer::Plain, fail::Fail},
    refusals,
    state::State,
};
use actix_web::{Responder, get, web::Data};
use serde::Serialize;
use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use utoipa::ToSchema;

pub fn configure(config: &mut Mount) {
    config.service(alive).service(ready);
}

refusals! {
    /// The database does not answer.
    OfReadiness = 503;
}

#[derive(Serialize, ToSchema)]
#[schema(example = json!({"status": "ok"}))]
struct Health {
    status: &'static str,
}

/// The process answers
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Alive", body = Health)))]
#[get("/healthz")]
async fn alive() -> impl Responder {
    Plain(Health { status: "ok" })
}

/// The process and its database answer
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Ready", body = Health), OfReadiness))]
#[get("/readyz")]
async fn ready(state: Data<State>) -> Result<impl Responder, Fail> {
    state.db.ping().map_err(|error| {
        tracing::warn!(%error, "not ready");
        Fail::Code(openapi::ErrorCode::Unavailable)
    })?;
    Ok(Plain(Health { status: "ok" }))
}

/// Asks the server of this machine whether it is ready; for container health checks, which have no HTTP client.
pub async fn ask(bind: SocketAddr) -> io::Result<()> {
    let ip = if bind.ip().is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { bind.ip() };
    let mut stream = TcpStream::connect((ip, bind.port())).await?;
    stream.write_all(b"GET /readyz HTTP/1.0\r\n\r\n").await?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).await?;
    if head.ends_with(b" 200") { Ok(()) } else { Err(io::Error::other("the server is not ready")) }
}
