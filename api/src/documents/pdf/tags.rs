//! Tests' reader: what a screen reader finds in a PDF, in the order of its tags.

use lopdf::{Dictionary, Document, Object, ObjectId, content::Content};
use std::collections::{BTreeMap, HashMap};

/// A tagged PDF, read.
pub struct Tagged {
    pdf: Document,
    /// Texts by page and marked content.
    texts: HashMap<(ObjectId, i64), String>,
}

/// An element of the structure: its role, and what it says with all below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    pub role: String,
    pub text: String,
}

impl Tagged {
    pub fn read(bytes: &[u8]) -> lopdf::Result<Self> {
        let pdf = Document::load_mem(bytes)?;
        let mut texts = HashMap::new();
        for page in pdf.get_pages().into_values() {
            read_page(&pdf, page, &mut texts)?;
        }
        Ok(Self { pdf, texts })
    }

    pub fn catalog(&self) -> lopdf::Result<&Dictionary> {
        self.pdf.catalog()
    }

    /// A value of the catalog, or of a dictionary in it.
    pub fn entry(&self, path: &[&str]) -> Option<Object> {
        let mut place = Object::Dictionary(self.catalog().ok()?.clone());
        for key in path {
            let next = place.as_dict().ok()?.get(key.as_bytes()).ok()?.clone();
            place = self.pdf.dereference(&next).ok()?.1.clone();
        }
        Some(place)
    }

    /// The XMP packet.
    pub fn metadata(&self) -> String {
        let stream = self.entry(&["Metadata"]).and_then(|object| object.as_stream().ok().cloned());
        let content = stream.map(|stream| stream.decompressed_content().unwrap_or(stream.content));
        String::from_utf8_lossy(&content.unwrap_or_default()).into_owned()
    }

    /// Every element, in the order in which it is read.
    pub fn elements(&self) -> Vec<Element> {
        let mut elements = Vec::new();
        if let Some(root) = self.entry(&["StructTreeRoot"]) {
            self.walk(&root, None, &mut elements);
        }
        elements
    }

    fn walk(&self, object: &Object, page: Option<ObjectId>, elements: &mut Vec<Element>) -> String {
        let Ok((_, object)) = self.pdf.dereference(object) else { return String::new() };
        match object {
            Object::Array(items) => items.iter().map(|item| self.walk(item, page, elements)).collect(),
            Object::Integer(id) => {
                page.and_then(|page| self.texts.get(&(page, *id))).cloned().unwrap_or_default()
            }
            Object::Dictionary(element) => {
                let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                if let Ok(Object::Integer(id)) = element.get(b"MCID") {
                    return self.walk(&Object::Integer(*id), page, elements);
                }
                let role = element.get(b"S").and_then(Object::as_name).unwrap_or_default();
                let place = elements.len();
                elements
                    .push(Element { role: String::from_utf8_lossy(role).into_owned(), text: String::new() });
                let text =
                    element.get(b"K").map(|below| self.walk(below, page, elements)).unwrap_or_default();
                elements[place].text.clone_from(&text);
                text
            }
            _ => String::new(),
        }
    }
}

/// The texts of a page's marked contents; what is no content (artifacts) is left out.
fn read_page(
    pdf: &Document,
    page: ObjectId,
    texts: &mut HashMap<(ObjectId, i64), String>,
) -> lopdf::Result<()> {
    let fonts: BTreeMap<Vec<u8>, _> = pdf
        .get_page_fonts(page)?
        .into_iter()
        .filter_map(|(name, font)| Some((name, font.get_font_encoding(pdf).ok()?)))
        .collect();
    let mut font = None;
    let mut marks: Vec<Option<i64>> = Vec::new();
    for operation in Content::decode(&pdf.get_page_content(page))?.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BDC" => {
                let properties = operands.get(1).and_then(|object| object.as_dict().ok());
                marks.push(properties.and_then(|dict| dict.get(b"MCID").and_then(Object::as_i64).ok()));
            }
            "BMC" => marks.push(None),
            "EMC" => drop(marks.pop()),
            "Tf" => {
                font = operands.first().and_then(|name| name.as_name().ok()).and_then(|name| fonts.get(name))
            }
            "Tj" | "TJ" => {
                let (Some(id), Some(font)) = (marks.iter().rev().find_map(|mark| *mark), font) else {
                    continue;
                };
                let text = texts.entry((page, id)).or_default();
                for part in operands.iter().flat_map(|operand| match operand {
                    Object::Array(parts) => parts.iter().collect(),
                    part => vec![part],
                }) {
                    if let Ok(bytes) = part.as_str() {
                        text.push_str(&Document::decode_text(font, bytes)?);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}
