//! Alliance as its users meet it: a server on a fresh database, and people with roles who talk to it through HTTP.
//!
//! [`app`] is the only module that knows the server's Rust interface; everything else speaks JSON.
//! A scenario is written once as `async fn …(app: &TestApp)` and named in [`on_both_engines!`], which makes of it
//! two tests, one on SQLite and one on PostgreSQL. Whatever a scenario asks, an answer with a status or a media type
//! that the committed specification does not name for that operation fails it.

#![expect(clippy::expect_used, reason = "a test that cannot go on stops and says why")]

pub mod answer;
pub mod app;
pub mod client;
pub mod contract;
pub mod database;
pub mod events;
pub mod fiche;
pub mod files;
pub mod s3;
pub mod scene;
pub mod smtp;
pub mod storage;
pub mod tls;
pub mod token;

pub use answer::{Answer, text};
pub use app::{TestApp, run};
pub use client::Person;
pub use database::Engine;

/// Makes two tests of each scenario: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both_engines {
    ($($scenario:ident),+ $(,)?) => {
        $(mod $scenario {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::run($crate::Engine::Sqlite, super::$scenario).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::run($crate::Engine::Postgres, super::$scenario).await;
            }
        })+
    };
}

/// The same for a scenario `async fn …(engine: Engine)` that starts its server itself.
#[macro_export]
macro_rules! on_each_engine {
    ($($scenario:ident),+ $(,)?) => {
        $(mod $scenario {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$scenario($crate::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if !$crate::Engine::Postgres.is_skipped() {
                    super::$scenario($crate::Engine::Postgres).await;
                }
            }
        })+
    };
}

/// Makes one test of each scenario, on SQLite: for what no database can change.
#[macro_export]
macro_rules! on_one_engine {
    ($($scenario:ident),+ $(,)?) => {
        $(mod $scenario {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::run($crate::Engine::Sqlite, super::$scenario).await;
            }
        })+
    };
}
