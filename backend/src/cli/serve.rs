//! `yijian serve`

use std::{
    env,
    io::{self, ErrorKind, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use clap::Args;
use tokio::{net::TcpListener, runtime::Runtime, sync::oneshot, task::JoinHandle};
use tracing_subscriber::{Layer, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use super::{Failure, Outcome, open};
use crate::{
    app::{App, Parts},
    clock::Clock,
    housekeeping, http,
    ids::Dice,
    metrics,
    oidc::{Provider, Providers},
    papers::Papers,
    poster,
    published::Published,
    safety::Safety,
    sending::{self, Sending},
    serving::{self, Places, Tls},
    settings::{Environment, LogFormat, Settings},
    site::Site,
    staff::{StaffMember, demo, duties::check_scope, passwords::Passwords, rules::DEMO_PASSWORD},
    surface::{self, Surface},
    traces::Traces,
};

/// How long requests that have begun may take after the order to stop.
const GRACE: Duration = Duration::from_secs(4);

/// Serve the pages and the API.
///
/// Settings come from the settings file and from YIJIAN_LISTEN (address:port), YIJIAN_DATA (folder),
/// YIJIAN_DATABASE_URL, YIJIAN_KEYS (file), YIJIAN_CATALOGUE (folder), YIJIAN_DEMO (1 or 0), YIJIAN_DEMO_DAYS_AHEAD (days, in demo mode),
/// YIJIAN_PUBLIC_URL (where QR codes lead), YIJIAN_SIGN_IN_TO_SUBMIT (1 or 0), YIJIAN_SECOND_FACTOR (roles of the staff),
/// YIJIAN_OIDC_… and YIJIAN_STAFF_OIDC_… (who knows people), YIJIAN_FONTS and YIJIAN_TEMPLATES (folders, for documents),
/// YIJIAN_FILES_URL (an object store) with YIJIAN_S3_…, YIJIAN_CLAMD (a virus scanner), YIJIAN_QUOTA_…,
/// YIJIAN_METRICS_LISTEN (where Prometheus asks), YIJIAN_TRACES_URL (a collector of OpenTelemetry) and YIJIAN_TRACES_PERCENT, YIJIAN_LOG (such as info) and YIJIAN_LOG_FORMAT (text or json). What faces the network: YIJIAN_TRUSTED_PROXIES
/// (addresses and networks whose X-Forwarded-For counts; this machine when not set, or none), YIJIAN_TLS_CERTIFICATE and
/// YIJIAN_TLS_KEY (PEM files; read again when they change and on SIGHUP), YIJIAN_CONNECTIONS (most at a time) and
/// YIJIAN_LIMITS (how often something may be asked, in percent of the usual, 0 for no limit). Ends on SIGTERM and Ctrl-C
/// after what has begun is finished.
#[derive(Debug, Args)]
pub(super) struct Serve {}

impl Serve {
    #[expect(
        clippy::unused_self,
        reason = "a command like the others; all of its settings are shared"
    )]
    pub(super) fn run(&self, config: Option<&Path>) -> Outcome {
        let environment = Environment::of_program();
        let settings = Settings::read(config, &environment).map_err(Failure::new)?;
        serving::raise_open_files();
        let runtime = Runtime::new().map_err(Failure::new)?;
        let traces = {
            let _sending = runtime.enter();
            settings.traces.as_ref().map(Traces::begin).transpose()
        };
        let traces = traces.map_err(Failure::new)?;
        start_log(&settings, traces.as_ref())?;
        for variable in environment.unread() {
            tracing::warn!(variable, "{}", open::UNREAD);
        }
        let published = open::catalogue(&settings)?;
        let outcome = runtime.block_on(serve(settings, published));
        if let Some(traces) = traces {
            traces.end();
        }
        outcome
    }
}

async fn serve(settings: Settings, published: Published) -> Outcome {
    check_groups(&settings, &published)?;
    let (keys, clock) = (open::keys(&settings)?, Clock::ahead(settings.demo_days_ahead));
    let vault = keys.vault(clock.clone());
    let storage = open::storage_with(&settings, &keys, vault.clone()).await?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .map_err(|fault| listen_failure(&settings, &fault))?;
    let tls = settings
        .surface
        .tls
        .clone()
        .map(Tls::open)
        .transpose()
        .map_err(Failure::new)?;
    begin_figures(&settings).await?;
    announce(&settings, &published)?;
    let sending = Sending::new(settings.sending, &settings.public_url, settings.demo).map_err(Failure::new)?;
    let tls = tls.map(Arc::new);
    let places = Places::new(settings.surface.connections, settings.surface.trusted_proxies.clone());
    let facing = Surface::new(&settings.surface, &keys.person);
    let app = App::new(Parts {
        published,
        storage,
        clock,
        dice: Dice::system(),
        site: Site::built_in(),
        public_url: settings.public_url,
        keys,
        vault,
        papers: Papers::new(settings.fonts, settings.templates),
        plans: http::plan_cache::PlanCache::default(),
        pages: Default::default(),
        passwords: Passwords::default(),
        sending,
        providers: Providers {
            applicants: settings.oidc.map(Provider::new).transpose().map_err(Failure::new)?,
            staff: settings
                .staff_oidc
                .map(Provider::new)
                .transpose()
                .map_err(Failure::new)?,
        },
        second_factor: settings.second_factor,
        surface: facing,
        safety: Safety::new(settings.files.clamd).looking_apart(env::current_exe().map_err(Failure::new)?),
        retention: settings.retention.clone(),
        quota: settings.files.quota,
        demo: settings.demo,
        sign_in_to_submit: settings.sign_in_to_submit,
    });
    let known_elsewhere = app.providers.applicants.is_some() || app.sending.wechat_account().is_some();
    if app.sign_in_to_submit && !app.sending.sends_codes() && !known_elsewhere {
        tracing::warn!("nobody can sign in to hand in: set [sms], [wechat] or [oidc], or sign_in_to_submit = false");
    }
    announce_staff(&demo::prepare(&app).await.map_err(Failure::new)?)?;
    let beside = begin_beside(&app, settings.keys, tls.clone());
    let (stop_sending, stopped) = oneshot::channel();
    let sending = tokio::spawn(sending::run(app.clone(), stopped));
    let packer = app.clone();
    // Not waited for: answers that are not packed yet are compressed on the fly.
    std::thread::spawn(move || packer.published.pack());
    let news = app.storage.news().clone();
    let stop = async move {
        stop_signal().await;
        // Streams of events would go on for half an hour.
        news.close();
    };
    tokio::select! {
        () = serving::serve(listener, http::router(app.clone()), tls, places, serving::HEAD, stop) => {}
        () = grace_over() => tracing::warn!("some requests did not finish in time"),
    }
    for task in beside {
        task.abort();
    }
    drop(stop_sending);
    if tokio::time::timeout(GRACE, sending).await.is_err() {
        tracing::warn!("some letters were on their way; they may be sent again");
    }
    app.storage.close().await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// What a group gives in a region nobody knows would be found by the first who signs in.
fn check_groups(settings: &Settings, published: &Published) -> Result<(), Failure> {
    for group in settings.staff_oidc.iter().flat_map(|oidc| &oidc.groups) {
        check_scope(&published.catalogue, &group.duties.scope).map_err(|fault| {
            Failure::new(format!(
                "{fault} (`{}` in [[staff_oidc.groups]] of yijian.toml)",
                group.name
            ))
        })?;
    }
    Ok(())
}

/// Begins what goes on beside answering, until the program ends.
fn begin_beside(app: &App, keys: PathBuf, tls: Option<Arc<Tls>>) -> Vec<JoinHandle<()>> {
    let mut tasks = vec![
        tokio::spawn(housekeeping::run(app.clone())),
        tokio::spawn(housekeeping::mind_cases(app.clone())),
        tokio::spawn(housekeeping::mind_keys(app.vault.clone(), keys)),
        tokio::spawn(surface::share(app.clone())),
    ];
    tasks.extend(tls.map(|tls| tokio::spawn(tls.mind())));
    tasks
}

/// Begins to count and to tell, when somebody is to be told.
async fn begin_figures(settings: &Settings) -> Result<(), Failure> {
    let Some(listen) = settings.metrics_listen else {
        return Ok(());
    };
    let handle = metrics::begin().map_err(Failure::new)?;
    let serving = metrics::serve(listen, handle).await.map_err(|fault| {
        Failure::new(format!(
            "cannot listen on {listen}: {fault}; set YIJIAN_METRICS_LISTEN or `metrics_listen` in yijian.toml"
        ))
    })?;
    tokio::spawn(serving);
    Ok(())
}

fn listen_failure(settings: &Settings, fault: &io::Error) -> Failure {
    let why = match fault.kind() {
        ErrorKind::AddrInUse => "the port is in use by another program".to_owned(),
        ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
        ErrorKind::PermissionDenied => "the port needs more rights".to_owned(),
        _ => fault.to_string(),
    };
    Failure::new(format!(
        "cannot listen on {}: {why}; set YIJIAN_LISTEN or `listen` in yijian.toml",
        settings.listen
    ))
}

/// Tells on a terminal, and in demo mode, where the server is, with a code to scan.
fn announce(settings: &Settings, published: &Published) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    if !out.is_terminal() && !settings.demo {
        return Ok(());
    }
    let scheme = if settings.surface.tls.is_some() {
        "https"
    } else {
        "http"
    };
    writeln!(out, "Yijian 一件: {scheme}://{}", settings.listen)?;
    if settings.demo {
        writeln!(
            out,
            "\n*** DEMO MODE: nothing handed in here reaches any authority. Unset YIJIAN_DEMO for real use. ***\n"
        )?;
    }
    announce_clock(settings, &mut out)?;
    let plates = &published.catalogue.plates;
    if let Some((id, plate)) = plates
        .iter()
        .find(|(_, plate)| plate.sample)
        .or_else(|| plates.iter().next())
    {
        let address = format!("{}/p/{id}", settings.public_url);
        let code = poster::terminal(&address).map_err(|fault| Failure::new(format!("{fault} (YIJIAN_PUBLIC_URL)")))?;
        writeln!(out, "{} leads to {address}\n{code}", plate.name)?;
    }
    out.flush()?;
    Ok(())
}

/// Tells loudly that every date is one of the future.
fn announce_clock(settings: &Settings, out: &mut impl Write) -> Result<(), Failure> {
    let days = settings.demo_days_ahead;
    if days == 0 {
        return Ok(());
    }
    let today = Clock::ahead(days).now().date();
    tracing::warn!(days, %today, "the clock runs ahead");
    writeln!(
        out,
        "*** THE CLOCK RUNS {days} DAYS AHEAD: here it is {today}. Unset YIJIAN_DEMO_DAYS_AHEAD for today. ***\n"
    )?;
    Ok(())
}

/// Tells loudly who may sign in with a password that everybody knows.
fn announce_staff(demo: &[StaffMember]) -> Result<(), Failure> {
    if demo.is_empty() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "*** DEMO ACCOUNTS at the desk, all with the password {DEMO_PASSWORD}; they are gone without YIJIAN_DEMO: ***\n"
    )?;
    for member in demo {
        writeln!(out, "  {:<26} {}", member.name, member.display_name)?;
    }
    writeln!(out)?;
    out.flush()?;
    Ok(())
}

fn start_log(settings: &Settings, traces: Option<&Traces>) -> Result<(), Failure> {
    let targets: Targets = settings.log.parse().map_err(|fault| {
        Failure::new(format!(
            "`{}` cannot be used for YIJIAN_LOG (`log` in yijian.toml): {fault}; write a level such as info",
            settings.log
        ))
    })?;
    let registry = tracing_subscriber::registry().with(traces.map(Traces::layer));
    let lines = fmt::layer().with_writer(io::stderr);
    match settings.log_format {
        LogFormat::Json => registry
            .with(lines.json().flatten_event(true).with_filter(targets))
            .init(),
        LogFormat::Text => registry
            .with(lines.with_ansi(io::stderr().is_terminal()).with_filter(targets))
            .init(),
    }
    // The message of a panic may carry what somebody typed; the place does not.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        tracing::error!(place, "panic");
    }));
    Ok(())
}

/// Comes when the operator orders to stop.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

async fn grace_over() {
    stop_signal().await;
    tokio::time::sleep(GRACE).await;
}
