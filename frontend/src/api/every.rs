//! All pages of a list, one after the other, for what is shown whole.

use super::{Answer, ApiResult};
use openapi::Page;
use std::future::Future;

/// Pages that are read at most: a list that never ends must not keep the browser busy for ever.
const PAGES_MAX: usize = 50;

/// Reads every page; `page` takes the cursor.
pub async fn every<T, Fut>(mut page: impl FnMut(Option<String>) -> Fut) -> ApiResult<Page<T>>
where
    Fut: Future<Output = ApiResult<Page<T>>>,
{
    let mut all = page(None).await?;
    for _ in 1..PAGES_MAX {
        let Some(cursor) = all.body.next.take() else { break };
        let mut next = page(Some(cursor)).await?.body;
        all.body.items.append(&mut next.items);
        all.body.next = next.next;
    }
    Ok(Answer { body: all.body, etag: all.etag })
}
