//! Handing a message to a mail server. lettre speaks SMTP; the steps are taken one by one, so that it is known whether a
//! message can have been accepted when something breaks.

use super::{Recipient, render, store::outbox::Stored};
use chrono::{DateTime, Utc};
use lettre::{
    Address, Message,
    message::{Mailbox, MultiPart, header},
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, Certificate, TlsParameters, TlsParametersBuilder},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
    },
};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;
use tokio::time::timeout;

/// A step that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a certificate begins with in PEM.
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// How the line is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tls {
    /// `smtp://`: a relay on the own network.
    None,
    /// `smtp://…?tls=required`
    Required,
    /// `smtps://`
    Wrapped,
}

/// A mail server and our address.
#[derive(Debug, Clone)]
pub struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    account: Option<(String, SecretString)>,
    /// `Alliance <ne-pas-repondre@town.fr>`
    from: Mailbox,
    /// Authorities that are believed besides the public ones.
    authorities: Vec<Certificate>,
    pub patience: Duration,
}

/// Why an attempt failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No connection, or it broke before the message.
    Unreachable(String),
    /// Our account or our address is not accepted.
    NotAccepted(String),
    /// Put off by the server: `4xx`.
    Postponed(String),
    /// The address or the message is refused for good: `5xx`.
    Refused(String),
    /// The line broke while the message was handed over.
    Interrupted(String),
}

impl Smtp {
    /// From `smtp://host:port`, `smtp://user:password@host?tls=required` or `smtps://user:password@host`; what is wrong otherwise.
    pub fn parse(address: &str, from: &str) -> Result<Self, String> {
        let url = url::Url::parse(address).map_err(|error| error.to_string())?;
        let query = url.query().unwrap_or_default();
        let (tls, port) =
            match (url.scheme(), query) {
                ("smtp", "") => (Tls::None, 25),
                ("smtp", "tls=required") => (Tls::Required, 587),
                ("smtps", "") => (Tls::Wrapped, 465),
                _ => return Err(
                    "give smtp://host, smtp://user:password@host?tls=required or smtps://user:password@host"
                        .into(),
                ),
            };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or("it names no host")?.to_owned();
        let plain = |text: &str| {
            percent_encoding::percent_decode_str(text)
                .decode_utf8()
                .map(|text| text.into_owned())
                .map_err(|error| error.to_string())
        };
        let account = match url.password() {
            Some(password) => Some((plain(url.username())?, plain(password)?.into())),
            None if url.username().is_empty() => None,
            None => return Err("it has a user without a password".into()),
        };
        let local = ["localhost", "127.0.0.1", "[::1]"].contains(&host.as_str());
        if account.is_some() && tls == Tls::None && !local {
            return Err("a password must not travel in the clear: use smtps:// or ?tls=required".into());
        }
        let from = from.parse().map_err(|_| format!("{from:?} is no sender: give Name <address>"))?;
        let port = url.port().unwrap_or(port);
        Ok(Self { host, port, tls, account, from, authorities: Vec::new(), patience: PATIENCE })
    }

    /// Also believes the certificate authority of a town's own network; what is wrong with its PEM otherwise.
    pub fn believing(mut self, pem: &[u8]) -> Result<Self, String> {
        // An authority that cannot be read says so now, not with the first mail.
        let authority = Certificate::from_pem(pem).map_err(|error| error.to_string())?;
        if !pem.windows(BEGIN.len()).any(|bytes| bytes == BEGIN) {
            return Err("it holds no certificate".into());
        }
        self.authorities.push(authority);
        self.parameters().map_err(|error| error.to_string())?;
        Ok(self)
    }

    fn parameters(&self) -> Result<TlsParameters, Error> {
        let builder = TlsParameters::builder(self.host.trim_matches(['[', ']']).to_owned());
        self.authorities.iter().cloned().fold(builder, TlsParametersBuilder::add_root_certificate).build()
    }

    /// A connection that is ready for a message.
    pub async fn open(&self) -> Result<Session<'_>, Trouble> {
        let tls = match self.tls {
            Tls::None => None,
            Tls::Required | Tls::Wrapped => {
                Some(self.parameters().map_err(|error| Trouble::Unreachable(error.to_string()))?)
            }
        };
        let hello = ClientId::default();
        let wrapped = tls.clone().filter(|_| self.tls == Tls::Wrapped);
        let target = (self.host.trim_matches(['[', ']']), self.port);
        let connecting =
            AsyncSmtpConnection::connect_tokio1(target, Some(self.patience), &hello, wrapped, None);
        let mut connection = self.step(connecting).await.map_err(Broken::before)?;
        if let Some(tls) = tls.filter(|_| self.tls == Tls::Required) {
            self.step(connection.starttls(tls, &hello)).await.map_err(Broken::before)?;
        }
        if let Some((user, password)) = &self.account {
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            self.step(connection.auth(&mechanisms, &credentials)).await.map_err(Broken::ours)?;
        }
        Ok(Session { smtp: self, connection })
    }

    async fn step<T>(&self, step: impl Future<Output = Result<T, Error>>) -> Result<T, Broken> {
        match timeout(self.patience, step).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) if error.is_permanent() => Err(Broken::Permanent(said(&error))),
            Ok(Err(error)) if error.is_transient() => Err(Broken::Transient(said(&error))),
            Ok(Err(error)) => Err(Broken::Line(said(&error))),
            Err(_) => Err(Broken::Line("timed out".into())),
        }
    }

    /// The message as it travels.
    pub fn message(&self, mail: &Stored, programme: &str, now: DateTime<Utc>) -> Result<Vec<u8>, String> {
        let reveal = |text: &str| match &mail.secret {
            Some(secret) => text.replace(super::SECRET, secret),
            None => text.to_owned(),
        };
        let to = Recipient { email: mail.recipient.clone(), name: mail.recipient_name.clone() };
        let address: Address = to.email.parse().map_err(|_| "the address cannot be read".to_owned())?;
        let name = Some(to.name).filter(|name| !name.is_empty());
        let html = render::document(&mail.subject, &mail.body_html, programme);
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(&mail.subject)
            .date(now.into())
            .message_id(Some(format!("<{}>", mail.message_id)))
            // RFC 3834: nobody's absence answers it.
            .raw_header(header::HeaderValue::new(
                header::HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".into(),
            ))
            .multipart(MultiPart::alternative_plain_html(
                reveal(&render::signed(&mail.body_text, programme)),
                reveal(&html),
            ))
            .map_err(|error| error.to_string())?;
        Ok(message.formatted())
    }
}

/// How a step failed.
enum Broken {
    Permanent(String),
    Transient(String),
    Line(String),
}

impl Broken {
    fn before(self) -> Trouble {
        match self {
            Broken::Permanent(said) | Broken::Transient(said) => Trouble::Postponed(said),
            Broken::Line(said) => Trouble::Unreachable(said),
        }
    }

    /// What was refused is ours, not the recipient's: it can be put right.
    fn ours(self) -> Trouble {
        match self {
            Broken::Permanent(said) => Trouble::NotAccepted(said),
            other => other.before(),
        }
    }

    fn theirs(self) -> Trouble {
        match self {
            Broken::Permanent(said) => Trouble::Refused(said),
            other => other.before(),
        }
    }
}

/// What the server said, or what broke, without a secret: an error of lettre holds answers, never what was sent.
fn said(error: &Error) -> String {
    use std::error::Error as _;
    error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}

/// A connection that is ready for a message.
pub struct Session<'a> {
    smtp: &'a Smtp,
    connection: AsyncSmtpConnection,
}

impl Session<'_> {
    /// Names sender and recipient, up to the server's word to go ahead: no message is accepted yet.
    pub async fn envelope(&mut self, to: &str) -> Result<(), Trouble> {
        let to: Address = to.parse().map_err(|_| Trouble::Refused("the address cannot be read".into()))?;
        let from = Some(self.smtp.from.email.clone());
        let mail = self.connection.command(Mail::new(from, vec![]));
        self.smtp.step(mail).await.map_err(Broken::ours)?;
        self.smtp.step(self.connection.command(Rcpt::new(to, vec![]))).await.map_err(Broken::theirs)?;
        self.smtp.step(self.connection.command(Data)).await.map_err(Broken::ours)?;
        Ok(())
    }

    /// Hands the message over. When the line breaks here nobody knows whether it was accepted.
    pub async fn message(&mut self, message: &[u8]) -> Result<(), Trouble> {
        match self.smtp.step(self.connection.message(message)).await {
            Ok(_) => Ok(()),
            Err(Broken::Permanent(said)) => Err(Trouble::Refused(said)),
            Err(Broken::Transient(said)) => Err(Trouble::Postponed(said)),
            Err(Broken::Line(said)) => Err(Trouble::Interrupted(said)),
        }
    }

    /// Says goodbye.
    pub async fn close(mut self) {
        let _ = self.smtp.step(self.connection.quit()).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(address: &str) -> Result<Smtp, String> {
        Smtp::parse(address, "Alliance <ne-pas-repondre@exemple.fr>")
    }

    #[test]
    fn an_address_says_host_port_and_protection() {
        let relay = parsed("smtp://mail:1025");
        assert!(
            matches!(&relay, Ok(s) if s.host == "mail" && s.port == 1025 && s.tls == Tls::None && s.account.is_none())
        );
        let submission = parsed("smtp://town:p%40ss@smtp.exemple.fr?tls=required");
        assert!(matches!(&submission, Ok(s) if s.port == 587 && s.tls == Tls::Required
            && matches!(&s.account, Some((user, password)) if user == "town" && password.expose_secret() == "p@ss")));
        assert!(
            matches!(parsed("smtps://town:p@smtp.exemple.fr"), Ok(s) if s.port == 465 && s.tls == Tls::Wrapped)
        );
    }

    #[test]
    fn a_password_in_the_clear_and_what_is_no_mail_server_are_refused() {
        for wrong in [
            "smtp://town:secret@smtp.exemple.fr",
            "http://mail",
            "mail:25",
            "smtp://",
            "smtp://town@mail",
            "smtp://mail?tls=maybe",
        ] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
        assert!(parsed("smtp://a:b@localhost:2525").is_ok());
        assert!(Smtp::parse("smtp://mail", "nobody").is_err());
    }
}
