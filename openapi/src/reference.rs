//! How a request names another object.

use serde::{Deserialize, Deserializer, Serialize, de};
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, OneOfBuilder, RefOr, Schema, schema::Type},
};

/// The id of an object, or its slug or code where it has one.
///
/// A request may also send back the object that an answer contained, `{"id": …, …}`: only its id is read,
/// so that what GET returned can be sent again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Reference(String);

impl Reference {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for Reference {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected an id, a code, or an object with an id")]
        enum Form {
            Text(String),
            Object { id: String },
        }
        let (Form::Text(text) | Form::Object { id: text }) = Form::deserialize(deserializer)?;
        // PostgreSQL holds no NUL in a text, and would be asked for this one.
        if text.contains('\0') { Err(de::Error::custom("a reference holds no NUL")) } else { Ok(Self(text)) }
    }
}

impl PartialSchema for Reference {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(200));
        let object = ObjectBuilder::new()
            .schema_type(Type::Object)
            .property("id", ObjectBuilder::new().schema_type(Type::String))
            .required("id");
        OneOfBuilder::new().item(text).item(object).into()
    }
}

impl ToSchema for Reference {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Reference")
    }
}
