//! Serves the built web app, compressed beforehand, from the same process: the small installation and the demo.

use actix_files::NamedFile;
use actix_web::{
    HttpRequest, HttpResponse, Responder, Route, guard,
    http::header::{self, ContentEncoding, HeaderValue},
    web::{self, Data, ServiceConfig},
};
use std::path::{Path, PathBuf};

/// Scripts, styles and pictures come from here only; WebAssembly needs its own word.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; frame-src blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'";
/// A file whose name holds its hash never changes.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

struct Root(PathBuf);

pub fn configure(config: &mut ServiceConfig, root: Option<&Path>) {
    if let Some(root) = root {
        config
            .app_data(Data::new(Root(root.to_path_buf())))
            .route("/", reading().to(page))
            .route("/{path:(?:[^a.]|a[^p.]|ap[^i.]|api[^/]).*}", reading().to(file_or_page));
    }
}

/// GET, and HEAD for those who ask before they fetch.
fn reading() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// `main-0123456789abcdef.js` and the like.
fn is_hashed(name: &str) -> bool {
    name.rsplit(['-', '_', '.']).any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

async fn file_or_page(request: HttpRequest, root: Data<Root>, path: web::Path<String>) -> HttpResponse {
    let plain = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
    let has_extension = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if !has_extension {
        return page(request, root).await;
    }
    match plain.then(|| serve(&request, &root.0, &path)).flatten() {
        Some(response) => response,
        None => HttpResponse::NotFound().finish(),
    }
}

/// Every page of the web app is the same document: its router reads the address.
async fn page(request: HttpRequest, root: Data<Root>) -> HttpResponse {
    serve(&request, &root.0, "index.html").unwrap_or_else(|| HttpResponse::NotFound().finish())
}

fn serve(request: &HttpRequest, root: &Path, name: &str) -> Option<HttpResponse> {
    let accepted = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let encodings = [("br", ContentEncoding::Brotli), ("gzip", ContentEncoding::Gzip)];
    let compressed =
        encodings.into_iter().filter(|(token, _)| accepted.contains(token)).find_map(|(token, encoding)| {
            let suffix = if token == "gzip" { "gz" } else { token };
            NamedFile::open(root.join(format!("{name}.{suffix}")))
                .ok()
                .map(|file| file.set_content_encoding(encoding))
        });
    let file = match compressed {
        Some(file) => file,
        None => NamedFile::open(root.join(name)).ok()?,
    };
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webmanifest" | "json") => "application/json",
        _ => "text/plain; charset=utf-8",
    };
    let mut response = file
        .set_content_type(kind.parse().ok()?)
        .use_last_modified(false)
        .disable_content_disposition()
        .respond_to(request)
        .map_into_boxed_body();
    let headers = response.headers_mut();
    let cache = if is_hashed(name) { FOR_GOOD } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_that_holds_its_hash_is_kept_for_good() {
        assert!(is_hashed("app-0123456789abcdef.wasm"));
        assert!(!is_hashed("index.html"));
    }
}
