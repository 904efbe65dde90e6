//! HTTP alone: the server's very answers, bytes and headers, from memory, on as many workers.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use anyhow::Result;
use api::config;

use crate::client;
use crate::plan::Plan;

/// Headers that actix writes by itself.
const OWN: [&str; 4] = ["content-length", "date", "connection", "transfer-encoding"];

struct Kept {
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

type Answers = Arc<HashMap<String, Kept>>;

async fn answer(request: HttpRequest, answers: Data<Answers>) -> HttpResponse {
    let asked = request.uri().path_and_query().map_or("", |asked| asked.as_str());
    let Some(kept) = answers.get(asked) else {
        return HttpResponse::NotFound().finish();
    };
    let mut response = HttpResponse::Ok();
    for (name, value) in &kept.headers {
        response.insert_header((name.clone(), value.clone()));
    }
    response.body(kept.body.clone())
}

/// Copies the answers, then serves them.
pub async fn serve(server: &str, token: &str, port: u16, plans: &[PathBuf]) -> Result<()> {
    let mut answers = HashMap::new();
    for plan in plans {
        for path in Plan::read(plan)?.paths {
            let kept = keep(client::get(server, token, &path)?)?;
            answers.insert(path, kept);
        }
    }
    let answers: Answers = Arc::new(answers);
    HttpServer::new(move || App::new().app_data(Data::new(answers.clone())).default_service(web::to(answer)))
        .workers(config::workers()?)
        .bind((Ipv4Addr::LOCALHOST, port))?
        .run()
        .await?;
    Ok(())
}

fn keep(answer: client::Answer) -> Result<Kept> {
    let headers = answer
        .headers
        .into_iter()
        .filter(|(name, _)| !OWN.contains(&name.as_str()))
        .map(|(name, value)| Ok((name.parse()?, value.parse()?)))
        .collect::<Result<_>>()?;
    Ok(Kept { headers, body: answer.body.into() })
}
