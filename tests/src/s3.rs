//! Storage that speaks S3, as far as Alliance needs it: one bucket, in memory, with the rules that S3 has (signatures, the
//! smallest part, no object before its upload is completed). It can be stopped and started again where it was.

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::ServerHandle,
    http::{Method, StatusCode, header},
    web::{self, Bytes, Data, PayloadConfig},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Name of the bucket.
pub const BUCKET: &str = "cite-educative";
/// The key that its owner gives out.
pub const ACCESS_KEY: &str = "ALLIANCETEST";
/// Its secret, until [`S3Server::changes_its_secret`].
pub const SECRET_KEY: &str = "secret/of+the=test";
/// What S3 takes at least, but for the last part.
const PART_MIN: usize = 5 * 1024 * 1024;

#[derive(Default)]
struct Kept {
    secret: String,
    objects: BTreeMap<String, Bytes>,
    uploads: HashMap<String, (String, BTreeMap<u32, Bytes>)>,
    /// Uploads that were ever begun.
    begun: usize,
    largest_part: usize,
}

type Shared = Data<Mutex<Kept>>;

fn locked(kept: &Shared) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens on a port of its own.
pub struct S3Server {
    kept: Shared,
    address: SocketAddr,
    handle: Option<ServerHandle>,
}

impl S3Server {
    pub async fn start() -> Self {
        let kept = Kept { secret: SECRET_KEY.to_owned(), ..Kept::default() };
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut server = Self { kept: Data::from(Arc::new(Mutex::new(kept))), address, handle: None };
        server.resume();
        server
    }

    /// Nobody answers until [`Self::resume`].
    pub async fn pause(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.stop(false).await;
        }
    }

    /// Answers again, where it was.
    pub fn resume(&mut self) {
        let kept = self.kept.clone();
        let server = HttpServer::new(move || {
            App::new()
                .app_data(kept.clone())
                .app_data(PayloadConfig::new(64 * 1024 * 1024))
                .default_service(web::to(answer))
        });
        let server = server.workers(1).disable_signals().bind(self.address).expect("a free port");
        self.address = server.addrs()[0];
        let server = server.run();
        self.handle = Some(server.handle());
        tokio::spawn(server);
    }

    /// `http://127.0.0.1:…`
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on the old secret opens nothing.
    pub fn changes_its_secret(&self, secret: &str) {
        locked(&self.kept).secret = secret.to_owned();
    }

    /// The keys of its objects, without what every server writes at its start.
    pub fn keys(&self) -> Vec<String> {
        let kept = locked(&self.kept);
        let own = |key: &&String| *key != "probe" && !key.ends_with("/probe") && !key.contains("/demo-");
        kept.objects.keys().filter(own).cloned().collect()
    }

    /// Uploads in parts: ever begun, and begun and neither completed nor taken back.
    pub fn uploads(&self) -> (usize, usize) {
        let kept = locked(&self.kept);
        (kept.begun, kept.uploads.len())
    }

    /// Bytes of the largest part that came.
    pub fn largest_part(&self) -> usize {
        locked(&self.kept).largest_part
    }
}

fn refused(status: StatusCode, code: &str) -> HttpResponse {
    let xml = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>");
    HttpResponse::build(status).content_type("application/xml").body(xml)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Whether a request bears the signature that the secret makes of it (AWS Signature Version 4).
fn is_signed(request: &HttpRequest, body: &Bytes, secret: &str) -> bool {
    let head =
        |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("").trim();
    let Some(authorization) = head("authorization").strip_prefix("AWS4-HMAC-SHA256 ") else { return false };
    let part = |name: &str| {
        let part =
            authorization.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
        part.unwrap_or_default()
    };
    let Some(scope) = part("Credential").strip_prefix(&format!("{ACCESS_KEY}/")) else { return false };
    let hash = head("x-amz-content-sha256");
    if hash != "UNSIGNED-PAYLOAD" && hash != hex(&Sha256::digest(body)) {
        return false;
    }
    let mut query: Vec<String> =
        request.query_string().split('&').filter(|pair| !pair.is_empty()).map(str::to_owned).collect();
    query.iter_mut().filter(|pair| !pair.contains('=')).for_each(|pair| pair.push('='));
    query.sort();
    let signed = part("SignedHeaders");
    let headers: String = signed.split(';').map(|name| format!("{name}:{}\n", head(name))).collect();
    let canonical = format!(
        "{}\n{}\n{}\n{headers}\n{signed}\n{hash}",
        request.method(),
        request.uri().path(),
        query.join("&")
    );
    let text =
        format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", head("x-amz-date"), hex(&Sha256::digest(canonical)));
    let key = scope.split('/').fold(format!("AWS4{secret}").into_bytes(), |key, step| mac(&key, step));
    hex(&mac(&key, &text)) == part("Signature")
}

async fn answer(request: HttpRequest, body: Bytes, kept: Shared) -> HttpResponse {
    let mut kept = locked(&kept);
    if !is_signed(&request, &body, &kept.secret) {
        return refused(StatusCode::FORBIDDEN, "SignatureDoesNotMatch");
    }
    let Some(key) = request.path().strip_prefix(&format!("/{BUCKET}/")) else {
        return refused(StatusCode::NOT_FOUND, "NoSuchBucket");
    };
    let asked: HashMap<&str, &str> =
        request.query_string().split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    let etag = format!("\"{}\"", hex(&Sha256::digest(&body)[..16]));
    match (request.method(), asked.get("uploadId")) {
        (&Method::POST, None) if asked.contains_key("uploads") => {
            kept.begun += 1;
            let id = format!("upload-{}", kept.begun);
            kept.uploads.insert(id.clone(), (key.to_owned(), BTreeMap::new()));
            HttpResponse::Ok().content_type("application/xml").body(format!(
                "<InitiateMultipartUploadResult><Bucket>{BUCKET}</Bucket><Key>{key}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
            ))
        }
        (&Method::PUT, Some(id)) => {
            kept.largest_part = kept.largest_part.max(body.len());
            let number = asked.get("partNumber").and_then(|number| number.parse().ok()).unwrap_or_default();
            let Some((_, parts)) = kept.uploads.get_mut(*id) else {
                return refused(StatusCode::NOT_FOUND, "NoSuchUpload");
            };
            parts.insert(number, body);
            HttpResponse::Ok().insert_header((header::ETAG, etag)).finish()
        }
        (&Method::POST, Some(id)) => {
            let Some((key, parts)) = kept.uploads.remove(*id) else {
                return refused(StatusCode::NOT_FOUND, "NoSuchUpload");
            };
            let last = parts.len().saturating_sub(1);
            if parts.values().take(last).any(|part| part.len() < PART_MIN) {
                return refused(StatusCode::BAD_REQUEST, "EntityTooSmall");
            }
            let whole: Vec<u8> = parts.values().flat_map(|part| part.iter().copied()).collect();
            kept.objects.insert(key.clone(), whole.into());
            HttpResponse::Ok().content_type("application/xml").body(format!(
                "<CompleteMultipartUploadResult><Key>{key}</Key><ETag>{etag}</ETag></CompleteMultipartUploadResult>"
            ))
        }
        (&Method::DELETE, Some(id)) => {
            kept.uploads.remove(*id);
            HttpResponse::NoContent().finish()
        }
        (&Method::PUT, None) => {
            kept.objects.insert(key.to_owned(), body);
            HttpResponse::Ok().insert_header((header::ETAG, etag)).finish()
        }
        (&Method::DELETE, None) => {
            kept.objects.remove(key);
            HttpResponse::NoContent().finish()
        }
        (&Method::GET | &Method::HEAD, None) => match kept.objects.get(key) {
            None => refused(StatusCode::NOT_FOUND, "NoSuchKey"),
            Some(object) => sent(&request, object),
        },
        _ => refused(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
    }
}

/// The object, or the bytes of it that were asked for.
fn sent(request: &HttpRequest, object: &Bytes) -> HttpResponse {
    let range = request.headers().get(header::RANGE).and_then(|range| range.to_str().ok());
    let range = range.and_then(|range| range.strip_prefix("bytes=")?.split_once('-'));
    let common = |mut answer: actix_web::HttpResponseBuilder| {
        answer.insert_header((header::ETAG, "\"whole\""));
        answer.insert_header((header::LAST_MODIFIED, "Mon, 11 May 2026 08:00:00 GMT"));
        answer
    };
    match range {
        None => common(HttpResponse::Ok()).body(object.clone()),
        Some((from, to)) => {
            let from = from.parse::<usize>().unwrap_or_default();
            let to = to.parse::<usize>().map_or(object.len(), |to| (to + 1).min(object.len()));
            if from >= to {
                return refused(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange");
            }
            common(HttpResponse::PartialContent())
                .insert_header((header::CONTENT_RANGE, format!("bytes {from}-{}/{}", to - 1, object.len())))
                .body(object.slice(from..to))
        }
    }
}
