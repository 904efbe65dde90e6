//! The parts of `cargo xtask bench` that need the server's code or its libraries.

mod bare_http;
mod bare_sqlite;
mod capture;
mod client;
mod fiche;
mod large_call;
mod plan;
mod seed;
mod solvers;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add 50 partners, 2,000 projects and 6,000 reviews to a database that holds the demo
    Seed {
        #[arg(long)]
        database: String,
    },
    /// Write what to ask, and the statements that the server sends for it, into a folder
    Capture {
        #[arg(long)]
        database: String,
        #[arg(long)]
        into: PathBuf,
    },
    /// Print an access token of the demo's coordinator
    Login {
        #[arg(long)]
        server: String,
    },
    /// Serve the server's very answers from memory until stopped
    Http {
        /// The server to copy the answers from
        #[arg(long)]
        server: String,
        #[arg(long)]
        token: String,
        #[arg(long)]
        port: u16,
        /// Files that `capture` wrote
        plans: Vec<PathBuf>,
    },
    /// Print how long assignment and simulator take on a large call, and fail where that is too long
    Solvers,
    /// Run the statements in a bare loop over SQLite, and print how often as JSON
    Sqlite {
        /// The database file
        #[arg(long)]
        database: PathBuf,
        #[arg(long)]
        threads: usize,
        #[arg(long)]
        seconds: f64,
        /// A file that `capture` wrote
        plan: PathBuf,
    },
}

#[actix_web::main]
async fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Seed { database } => seed::seed(&database),
        Command::Capture { database, into } => capture::capture(&database, &into).await,
        Command::Login { server } => client::print_token(&server),
        Command::Http { server, token, port, plans } => bare_http::serve(&server, &token, port, &plans).await,
        Command::Solvers => solvers::measure().await,
        Command::Sqlite { database, threads, seconds, plan } => {
            bare_sqlite::measure(&database, threads, seconds, &plan)
        }
    }
}
