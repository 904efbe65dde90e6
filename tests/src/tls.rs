//! TLS in the tests: the cryptography that every client finds, and a certificate for `localhost`.

use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::sync::Arc;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

/// What every HTTP client wants to find, also for plain HTTP; a second call changes nothing.
pub fn install() {
    // An error only says that one is there already.
    let _ = ring::default_provider().install_default();
}

/// An identity that nobody has signed, and its certificate in PEM.
pub fn localhost() -> (TlsAcceptor, String) {
    install();
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("a certificate with its key");
    (TlsAcceptor::from(Arc::new(config)), cert.pem())
}
