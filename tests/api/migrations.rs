//! The schema goes up, down and up again, and a server makes it by itself where there is none.

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query, sql_types::Text,
};
use openapi::ErrorCode;
use serde_json::json;
use tests::{Engine, TestApp, app::Schema, database::Database};

#[derive(QueryableByName, Debug, PartialEq)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every table, column, index and constraint, one a line; diesel's own table apart.
fn dump(engine: Engine, database: &Database) -> Vec<String> {
    let lines: Vec<Line> = match engine {
        Engine::Sqlite => {
            let path = database.url().strip_prefix("sqlite://").unwrap();
            // SQLite's own statistics are no part of the schema.
            let sql = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master \
                WHERE tbl_name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' \
                AND tbl_name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' ORDER BY 1";
            sql_query(sql).load(&mut SqliteConnection::establish(path).unwrap()).unwrap()
        }
        Engine::Postgres => {
            let sql = "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' \
                    || coalesce(column_default, '') AS line FROM information_schema.columns \
                    WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_diesel%' \
                UNION ALL SELECT indexdef FROM pg_indexes \
                    WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_diesel%' \
                UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(c.oid) \
                    FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace \
                    WHERE nspname = 'public' AND conrelid::regclass::text NOT LIKE '\\_\\_diesel%' \
                ORDER BY 1";
            sql_query(sql).load(&mut PgConnection::establish(database.url()).unwrap()).unwrap()
        }
    };
    lines.into_iter().map(|line| line.line).collect()
}

fn up_down_up(engine: Engine) {
    if engine.is_skipped() {
        return;
    }
    let database = Database::empty(engine);
    let schema = Schema::open(&database);
    let applied = schema.up();
    assert!(applied > 0);
    let first = dump(engine, &database);
    assert!(first.iter().any(|line| line.contains("projects")), "{first:#?}");
    assert_eq!(schema.up(), 0, "nothing is applied twice");
    assert_eq!(schema.down(), applied);
    assert_eq!(dump(engine, &database), Vec::<String>::new(), "what down leaves behind");
    assert_eq!(schema.up(), applied);
    assert_eq!(dump(engine, &database), first);
}

mod migrations_go_up_down_and_up_to_the_same_schema {
    #[test]
    fn sqlite() {
        super::up_down_up(tests::Engine::Sqlite);
    }

    #[test]
    fn postgres() {
        super::up_down_up(tests::Engine::Postgres);
    }
}

async fn a_clean_start(engine: Engine) {
    if engine.is_skipped() {
        return;
    }
    let database = tokio::task::spawn_blocking(move || Database::empty(engine)).await.unwrap();
    let mut app = TestApp::on(engine, database).await;
    for _ in 0..2 {
        let visitor = app.anonymous();
        visitor.get_root("/readyz").await.is(200);
        assert_eq!(visitor.get("/programmes").await.is(200).total(), 0);
        visitor.get("/programmes/soissons").await.refused(ErrorCode::NotFound);
        let login = json!({"email": "admin@demo.example", "password": tests::app::PASSWORD});
        visitor.post("/auth/login", &login).await.refused(ErrorCode::InvalidCredentials);
        app.restart().await;
    }
    app.stop().await;
}

mod a_server_makes_its_schema_in_an_empty_database_and_starts_again_on_it {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        super::a_clean_start(tests::Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        super::a_clean_start(tests::Engine::Postgres).await;
    }
}
