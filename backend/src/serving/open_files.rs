//! As many files and connections at a time as the system allows.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// More than this no setting of connections needs.
const MOST: u64 = 65_536;

/// Raises the soft limit of open files, which many systems set to 1,024, towards the hard one. A connection is an open file,
/// and so is a file that is being sent.
pub fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(MOST, |hard| hard.min(MOST));
    if limit.current.is_some_and(|soft| soft < wanted) {
        let raised = Rlimit {
            current: Some(wanted),
            ..limit
        };
        // Then it stays as it was: whoever started the program wanted it so.
        let _stays = setrlimit(Resource::Nofile, raised);
    }
}
