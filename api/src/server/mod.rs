//! Starting and stopping.

pub mod health;
pub mod request_id;
pub mod web_app;

use crate::{
    app,
    auth::keys::Keys,
    clock::Clock,
    config::Config,
    db::Db,
    files::{self, Files, storage::Location},
    mail::worker,
    messages,
    state::State,
};
use actix_web::{HttpServer, dev::ServerHandle, web::Data};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Database(#[from] crate::db::OpenError),
    #[error(transparent)]
    Key(#[from] crate::auth::keys::KeyError),
    #[error(transparent)]
    Files(#[from] crate::files::storage::StorageError),
    #[error("{0}")]
    State(String),
    #[error("cannot listen on {0}: {1}")]
    Bind(SocketAddr, io::Error),
    #[error("this database holds demo accounts: start with ALLIANCE_DEMO=true, or use another database")]
    DemoAccounts,
}

/// A server that is running.
pub struct Running {
    pub address: SocketAddr,
    handle: ServerHandle,
    finished: tokio::task::JoinHandle<io::Result<()>>,
    mail: worker::Worker,
    state: Data<State>,
    /// Work of its own, which ends with the server.
    background: Vec<tokio::task::JoinHandle<()>>,
}

impl Running {
    /// Stops, letting requests and the mail that is being sent finish.
    pub async fn stop(self) {
        self.state.stop();
        self.handle.stop(true).await;
        let _ = self.finished.await;
        self.mail.stop().await;
        self.background.iter().for_each(tokio::task::JoinHandle::abort);
    }

    /// Stops where it stands, as a process that is killed.
    pub async fn kill(self) {
        self.mail.kill();
        self.background.iter().for_each(tokio::task::JoinHandle::abort);
        self.handle.stop(false).await;
        let _ = self.finished.await;
    }

    /// Waits until the server stops by itself (a signal).
    pub async fn finished(self) -> io::Result<()> {
        let finished = self.finished.await.map_err(io::Error::other)?;
        self.mail.stop().await;
        finished
    }
}

/// Opens the database, brings it up to date and listens.
pub async fn start(config: Config, clock: impl Clock + 'static) -> Result<Running, StartError> {
    let connections = u32::try_from(config.workers).unwrap_or(u32::MAX).saturating_add(8);
    let db = Db::open(&config.database_url, connections)?;
    db.migrate()?;
    if !config.demo && crate::demo::is_there(&db).map_err(|error| StartError::State(error.to_string()))? {
        return Err(StartError::DemoAccounts);
    }
    let keys = Keys::load(&config)?;
    let (bind, workers) = (config.bind, config.workers);
    let files = Files::open(&config.files, config.antivirus.clone())?;
    if matches!(config.files, Location::S3(_)) {
        files.storage.probe().await?;
    }
    if config.demo
        && let Err(error) = crate::demo::files::place(&files.storage).await
    {
        tracing::warn!(%error, "the demo's own file is missing");
    }
    let state = State::new(config, db, Arc::new(clock), keys, files)
        .map_err(|error| StartError::State(error.to_string()))?;
    let mounted = app::Mounted::new(state).map_err(|error| StartError::State(error.to_string()))?;
    let of_mail = mounted.state.clone();
    let state = mounted.state.clone();
    let background = vec![
        files::sweep::start(mounted.state.clone()),
        messages::digest::start(mounted.state.clone()),
        tokio::spawn(on_signal(mounted.state.clone())),
    ];
    let server = HttpServer::new(move || app::build(mounted.clone()))
        .workers(workers)
        .keep_alive(Duration::from_secs(75))
        .client_request_timeout(Duration::from_secs(30))
        .shutdown_timeout(20)
        .bind(bind)
        .map_err(|error| StartError::Bind(bind, error))?;
    let address = server.addrs().first().copied().unwrap_or(bind);
    let server = server.run();
    let handle = server.handle();
    let mail = worker::start(of_mail);
    Ok(Running { address, handle, finished: tokio::spawn(server), mail, state, background })
}

/// Ends what streams when the process is told to stop; the HTTP server hears the same signals and waits for the rest.
async fn on_signal(state: Data<State>) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return tracing::warn!("signals cannot be heard: streams are cut off when the server stops");
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    state.stop();
}
