//! `index.html` and the script that starts the app: no inline script or style, so that a strict Content-Security-Policy holds.

use anyhow::{Result, bail};

/// The addresses that the page names.
pub struct Names {
    pub css: String,
    pub boot: String,
    pub js: String,
    pub wasm: String,
}

/// The template with each placeholder (`{{css}}`, `{{boot}}`, `{{js}}`, `{{wasm}}`) replaced; an unknown or missing one is an error.
pub fn fill(template: &str, names: &Names) -> Result<String> {
    let mut page = template.to_owned();
    for (placeholder, address) in
        [("{{css}}", &names.css), ("{{boot}}", &names.boot), ("{{js}}", &names.js), ("{{wasm}}", &names.wasm)]
    {
        if !page.contains(placeholder) {
            bail!("frontend/index.html does not use {placeholder}");
        }
        page = page.replace(placeholder, address);
    }
    if let Some((_, rest)) = page.split_once("{{") {
        bail!(
            "frontend/index.html has an unknown placeholder: {{{{{}",
            rest.lines().next().unwrap_or_default()
        );
    }
    Ok(page)
}

/// The script that loads the module; `js` and `wasm` are file names beside it.
pub fn boot(js: &str, wasm: &str) -> String {
    format!(
        "import init from './{js}';\n\ninit({{ module_or_path: new URL('./{wasm}', import.meta.url) }});\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names {
            css: "/a.css".to_owned(),
            boot: "/b.js".to_owned(),
            js: "/c.js".to_owned(),
            wasm: "/d.wasm".to_owned(),
        }
    }

    #[test]
    fn each_placeholder_becomes_its_address() -> Result<()> {
        assert_eq!(
            fill("{{css}} {{boot}} {{js}} {{wasm}} {{wasm}}", &names())?,
            "/a.css /b.js /c.js /d.wasm /d.wasm"
        );
        Ok(())
    }

    #[test]
    fn a_page_that_would_not_start_the_app_is_refused() {
        assert!(fill("{{css}} {{js}} {{wasm}}", &names()).is_err());
    }

    #[test]
    fn a_misspelt_placeholder_is_refused() {
        assert!(fill("{{css}} {{boot}} {{js}} {{wasm}} {{title}}", &names()).is_err());
    }
}
