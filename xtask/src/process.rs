//! Other programs: run to the end, captured, or in the background, and never left behind.
//!
//! Each child leads a process group of its own, so that stopping it also stops what it started.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use wait_timeout::ChildExt;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
const POLL: Duration = Duration::from_millis(100);
const GRACE: Duration = Duration::from_secs(10);

/// Turns Ctrl-C and termination into an error of the running step, so that everything started is stopped and removed on the way out.
pub fn stop_children_on_ctrl_c() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst)).context("cannot listen to Ctrl-C")
}

/// Whether the person at the terminal asked to stop.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Runs a program to its end, its output passing through; failing is an error that names it.
pub fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("`{}` failed ({status})", describe(command));
    }
    Ok(())
}

/// Runs a program to its end, its output passing through, and tells how it ended.
pub fn status(command: &mut Command) -> Result<ExitStatus> {
    Background::start(command)?.wait()
}

/// Runs a program and returns what it wrote to stdout; what it wrote to stderr is shown only in the error.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{}`", describe(command)))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", describe(command), output.status, stderr.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` did not write UTF-8", describe(command)))
}

/// Runs a program quietly for at most `limit`; its last line of stderr is the error when it fails.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut background = Background::start(command)?;
    let Some(status) = background.child.wait_timeout(limit)? else {
        bail!("no answer within {} s", limit.as_secs());
    };
    if status.success() {
        return Ok(());
    }
    let mut said = String::new();
    if let Some(stderr) = &mut background.child.stderr {
        stderr.read_to_string(&mut said).context("cannot read what it said")?;
    }
    Err(anyhow!("{}", said.trim().lines().last().unwrap_or("it failed without a word").to_owned()))
}

/// The program and its arguments, as one would type them.
pub fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// A running program, stopped with all it started when this value goes.
pub struct Background {
    child: Child,
    name: String,
}

impl Background {
    /// Starts the program as the leader of its own process group.
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = describe(command);
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start `{name}`"))?;
        Ok(Self { child, name })
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end, or stops it when the person asks to.
    pub fn wait(mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.child.wait_timeout(POLL)? {
                return Ok(status);
            }
            if interrupted() {
                bail!("interrupted: `{}` was stopped", self.name);
            }
        }
    }

    /// Waits for its end, or until the person asks to stop, which is no error: it is stopped and `None` returned.
    pub fn wait_or_stop(mut self) -> Result<Option<ExitStatus>> {
        while !interrupted() {
            if let Some(status) = self.child.wait_timeout(POLL)? {
                return Ok(Some(status));
            }
        }
        Ok(None)
    }

    /// An error if the program has ended.
    pub fn check_alive(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => bail!("`{}` ended by itself ({status})", self.name),
            None => Ok(()),
        }
    }

    /// Tries `ready` until it is true, for at most `limit`; the program ending first is an error.
    pub fn wait_until(&mut self, limit: Duration, mut ready: impl FnMut() -> bool) -> Result<()> {
        let rounds = limit.as_millis() / POLL.as_millis();
        for _ in 0..rounds {
            if ready() {
                return Ok(());
            }
            self.check_alive()?;
            if interrupted() {
                bail!("interrupted while waiting for `{}`", self.name);
            }
            thread::sleep(POLL);
        }
        bail!("`{}` was not ready after {} s", self.name, limit.as_secs())
    }

    fn signal(&self, signal: Signal) {
        // A group that is already gone is what we want.
        if let Ok(pid) = i32::try_from(self.child.id()) {
            let _gone = killpg(Pid::from_raw(pid), signal);
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        self.signal(Signal::SIGTERM);
        if !matches!(self.child.wait_timeout(GRACE), Ok(Some(_))) {
            self.signal(Signal::SIGKILL);
            let _status = self.child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_in_the_error() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).map_err(|error| error.to_string());
        assert!(error.is_err_and(|text| text.contains("sh -c exit 3")));
    }

    #[test]
    fn a_program_that_hangs_is_given_up() {
        let error = run_within(Command::new("sleep").arg("30"), Duration::from_millis(50));
        assert!(error.is_err_and(|error| error.to_string().contains("no answer")));
    }

    #[test]
    fn the_last_line_said_is_the_reason() {
        let mut command = Command::new("sh");
        let error =
            run_within(command.args(["-c", "echo one >&2; echo two >&2; exit 1"]), Duration::from_secs(5));
        assert!(error.is_err_and(|error| error.to_string() == "two"));
    }
}
