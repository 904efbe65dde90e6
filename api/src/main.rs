//! The command line: serve, migrate, seed, openapi, create-admin, healthcheck.

use api::{accounts, app, clock::SystemClock, config::Config, db::Db, demo, server};
use clap::{Parser, Subcommand};
use std::{io::Write, process::ExitCode};
use tracing_subscriber::EnvFilter;

/// Alliance, the server of calls for projects. Settings are environment variables: see docs/OPERATIONS.md.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Listen and answer.
    Serve,
    /// Bring the database up to date.
    Migrate,
    /// Load the data of Soissons and one account per role.
    Seed {
        /// Say it: these accounts have a known password.
        #[arg(long, required = true, num_args = 0..=1, default_missing_value = "small")]
        demo: demo::Size,
    },
    /// Print the specification.
    Openapi,
    /// Create the first admin; the password is read from the variable `ALLIANCE_ADMIN_PASSWORD`.
    CreateAdmin { email: String, name: String },
    /// Ask the running server whether it is ready.
    Healthcheck,
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[actix_web::main]
async fn main() -> ExitCode {
    match run(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "alliance: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Outcome {
    match command {
        Command::Openapi => {
            let text = serde_json::to_string_pretty(&app::specification())?;
            writeln!(std::io::stdout(), "{text}")?;
        }
        Command::Serve => {
            let filter =
                EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,api=info"));
            tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
            let config = Config::from_env()?;
            let running = server::start(config, SystemClock).await?;
            tracing::info!(address = %running.address, "listening");
            running.finished().await?;
        }
        Command::Migrate => {
            let done = open()?.migrate()?;
            writeln!(std::io::stdout(), "{done} migration(s) applied")?;
        }
        Command::Seed { demo: size } => {
            let config = Config::from_env()?;
            if !config.demo {
                return Err("demo accounts need ALLIANCE_DEMO=true".into());
            }
            let db = open()?;
            db.migrate()?;
            demo::seed(&db, &SystemClock, size)?;
            writeln!(std::io::stdout(), "{}", demo::accounts_text(size))?;
        }
        Command::CreateAdmin { email, name } => {
            let password =
                std::env::var("ALLIANCE_ADMIN_PASSWORD").map_err(|_| "ALLIANCE_ADMIN_PASSWORD is not set")?;
            let db = open()?;
            db.migrate()?;
            accounts::create_admin(&db, &SystemClock, &email, &name, &password)?;
            writeln!(std::io::stdout(), "{email} is an admin now")?;
        }
        Command::Healthcheck => server::health::ask(Config::from_env()?.bind).await?,
    }
    Ok(())
}

fn open() -> Result<Db, Box<dyn std::error::Error>> {
    Ok(Db::open(&Config::from_env()?.database_url, 2)?)
}
