//! The calls that folder and object store answer alike. What was put is durable when the call answers.

use std::{
    fs, io,
    path::{Path as Folder, PathBuf},
    sync::{Arc, Once},
    time::{Duration, Instant, UNIX_EPOCH},
};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig, aws::AmazonS3Builder,
    local::LocalFileSystem, path::Path, prefix::PrefixStore,
};
use tokio::{sync::Mutex, task::spawn_blocking, time::timeout};

use super::{
    fault::StoreFault,
    place::{FilesPlace, S3},
};

/// How long one request to an object store may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it may take to be reached.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a request is tried again.
const AGAIN: Duration = Duration::from_secs(15);
/// How often a request is tried again. The phone tries again as well, and later.
const MOST_AGAIN: usize = 2;
/// How long the question whether it is ready may take.
const READY: Duration = Duration::from_secs(3);
/// How often that question writes; in between it only looks.
const PROBE_EVERY: Duration = Duration::from_secs(60);
/// What is written to see whether it can be.
const PROBE: &str = "probe";

/// An object as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its name without the folder.
    pub name: String,
    /// When it was written, in seconds since 1970, by the clock of the store.
    pub written: i64,
    /// Its size in bytes, sealed.
    pub bytes: u64,
}

/// The store of files. Copies share everything.
#[derive(Debug, Clone)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    /// The folder, when it is one.
    folder: Option<Arc<Folder>>,
    /// When writing was last seen to work.
    wrote: Arc<Mutex<Option<Instant>>>,
}

impl Store {
    /// Opens the store and writes to it once.
    ///
    /// # Errors
    /// When the folder cannot be made, the settings make no sense together, or writing does not work.
    pub async fn open(place: &FilesPlace) -> Result<Self, StoreFault> {
        let (objects, folder) = match place {
            FilesPlace::Folder(folder) => (in_folder(folder)?, Some(folder.as_path().into())),
            FilesPlace::S3(s3) => (in_s3(s3).map_err(|fault| StoreFault::of(fault, true))?, None),
            #[cfg(test)]
            FilesPlace::Given(given) => (Arc::clone(&given.0), None),
        };
        let store = Self {
            objects,
            folder,
            wrote: Arc::default(),
        };
        store.ready().await?;
        Ok(store)
    }

    fn fault(&self, fault: object_store::Error) -> StoreFault {
        StoreFault::of(fault, self.folder.is_none())
    }

    /// Keeps an object under a name; one that is there already is replaced, never half of it.
    ///
    /// # Errors
    /// When it could not be kept. It may be there nevertheless.
    #[tracing::instrument(name = "files.put", level = "debug", skip_all)]
    pub async fn put(&self, name: &str, content: impl Into<Bytes>) -> Result<(), StoreFault> {
        let kept = self.put_quietly(name, content.into()).await;
        if kept.is_err() {
            // Whether it is ready is to be tried, not believed.
            *self.wrote.lock().await = None;
        }
        kept
    }

    async fn put_quietly(&self, name: &str, content: Bytes) -> Result<(), StoreFault> {
        let payload = PutPayload::from_bytes(content);
        let kept = self.objects.put(&Path::from(name), payload).await;
        kept.map(drop).map_err(|fault| self.fault(fault))
    }

    /// The content of an object.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    #[tracing::instrument(name = "files.get", level = "debug", skip_all)]
    pub async fn get(&self, name: &str) -> Result<Bytes, StoreFault> {
        let found = self.objects.get(&Path::from(name)).await;
        let content = found.map_err(|fault| self.fault(fault))?.bytes().await;
        content.map_err(|fault| self.fault(fault))
    }

    /// The content of an object as it arrives.
    ///
    /// # Errors
    /// When there is none, or it cannot be read; later in the stream when it breaks off.
    #[tracing::instrument(name = "files.stream", level = "debug", skip_all)]
    pub async fn stream(&self, name: &str) -> Result<BoxStream<'static, Result<Bytes, StoreFault>>, StoreFault> {
        let found = self.objects.get(&Path::from(name)).await;
        let far = self.folder.is_none();
        let parts = found.map_err(|fault| self.fault(fault))?.into_stream();
        Ok(parts.map_err(move |fault| StoreFault::of(fault, far)).boxed())
    }

    /// Removes an object. Afterwards there is none, whether there was one or not.
    ///
    /// # Errors
    /// When it could not be removed.
    #[tracing::instrument(name = "files.remove", level = "debug", skip_all)]
    pub async fn remove(&self, name: &str) -> Result<(), StoreFault> {
        match self
            .objects
            .delete(&Path::from(name))
            .await
            .map_err(|fault| self.fault(fault))
        {
            Ok(()) | Err(StoreFault::Missing) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    /// The objects of a folder.
    ///
    /// # Errors
    /// When they cannot be listed.
    #[tracing::instrument(name = "files.list", level = "debug", skip_all)]
    pub async fn list(&self, folder: &str) -> Result<Vec<Found>, StoreFault> {
        let found = self.objects.list(Some(&Path::from(folder)));
        let found = found.map_ok(|object| Found {
            name: object.location.filename().unwrap_or_default().to_owned(),
            written: object.last_modified.timestamp(),
            bytes: object.size,
        });
        found.try_collect().await.map_err(|fault| self.fault(fault))
    }

    /// Whether files can be read and written. Writes now and then, and looks at what it wrote in between.
    ///
    /// # Errors
    /// When they cannot, or nothing answers in time.
    pub async fn ready(&self) -> Result<(), StoreFault> {
        let mut wrote = self.wrote.lock().await;
        let asked = async {
            if wrote.is_some_and(|at| at.elapsed() < PROBE_EVERY) {
                let looked = self.objects.head(&Path::from(PROBE)).await;
                looked.map(drop).map_err(|fault| self.fault(fault))
            } else {
                self.put_quietly(PROBE, Bytes::from_static(b"?")).await
            }
        };
        let answer = timeout(READY, asked).await;
        let answer = answer.unwrap_or_else(|_| Err(StoreFault::Unreachable("no answer in time".to_owned())));
        if answer.is_err() {
            *wrote = None;
        } else if wrote.is_none_or(|at| at.elapsed() >= PROBE_EVERY) {
            *wrote = Some(Instant::now());
        }
        answer
    }

    /// Removes what a crash left of objects that were being written, older than a time in seconds since 1970. An object
    /// store keeps no halves; in a folder they lie beside the object, with a number behind `#`.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn remove_halves(&self, before: i64) -> Result<usize, StoreFault> {
        let Some(folder) = self.folder.clone() else {
            return Ok(0);
        };
        let swept = spawn_blocking(move || sweep(&folder, before)).await;
        swept
            .map_err(io::Error::other)
            .and_then(|swept| swept)
            .map_err(StoreFault::Io)
    }
}

fn in_folder(folder: &Folder) -> Result<Arc<dyn ObjectStore>, StoreFault> {
    fs::create_dir_all(folder).map_err(StoreFault::Io)?;
    let local = LocalFileSystem::new_with_prefix(folder).map_err(|fault| StoreFault::of(fault, false))?;
    Ok(Arc::new(local.with_fsync(true)))
}

fn in_s3(s3: &S3) -> object_store::Result<Arc<dyn ObjectStore>> {
    static PROVIDER: Once = Once::new();
    // Whoever installed one before did the same.
    PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    let client = ClientOptions::new()
        .with_timeout(PATIENCE)
        .with_connect_timeout(CONNECT)
        .with_allow_http(s3.allow_http)
        // A machine without certificates will do where none are needed.
        .with_no_system_certificates(s3.endpoint.as_deref().is_some_and(|url| url.starts_with("http://")));
    let again = RetryConfig {
        backoff: BackoffConfig::default(),
        max_retries: MOST_AGAIN,
        retry_timeout: AGAIN,
    };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&s3.bucket)
        .with_region(&s3.region)
        .with_access_key_id(&s3.access_key_id)
        .with_secret_access_key(&s3.secret_access_key.0)
        .with_virtual_hosted_style_request(!s3.path_style)
        .with_allow_http(s3.allow_http)
        // Not every store knows how to remove several at once.
        .with_disable_bulk_delete(true)
        .with_retry(again)
        .with_client_options(client);
    if let Some(endpoint) = &s3.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    let bucket = builder.build()?;
    Ok(if s3.prefix.is_empty() {
        Arc::new(bucket)
    } else {
        Arc::new(PrefixStore::new(bucket, s3.prefix.as_str()))
    })
}

/// Removes files whose name ends in `#` and a number, two folders deep, as the library lays them down.
fn sweep(folder: &Folder, before: i64) -> io::Result<usize> {
    let mut swept = 0;
    let shelves: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    for shelf in shelves.iter().filter(|shelf| shelf.is_dir()) {
        for file in fs::read_dir(shelf)? {
            let file = file?;
            let name = file.file_name();
            let is_half = name
                .to_str()
                .and_then(|name| name.split_once('#'))
                .is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
            // One that is gone by now was finished meanwhile.
            let written = file.metadata().and_then(|file| file.modified()).ok();
            let age = written.and_then(|written| written.duration_since(UNIX_EPOCH).ok());
            let is_old = age.is_some_and(|age| i64::try_from(age.as_secs()).is_ok_and(|written| written < before));
            if is_half && is_old {
                fs::remove_file(file.path())?;
                swept += 1;
            }
        }
    }
    Ok(swept)
}
