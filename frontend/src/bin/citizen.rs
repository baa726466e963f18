//! The program of the applicant.

fn main() {
    yijian_frontend::citizen::start();
}
