//! TLS of the S3 client, with the same cryptography as that of e-mail.

/// Makes it the process's own; a second call changes nothing.
pub fn install() {
    // An error only says that one is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
