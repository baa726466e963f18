//! PDF pages per second on one core: every sample once, as a server prints them, one after the other.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use yijian_paper::{Document, Printer};

/// How many pages a PDF has.
fn pages(pdf: &[u8]) -> u64 {
    let pdf = lopdf::Document::load_mem(pdf).expect("what was printed is a PDF");
    pdf.get_pages().len() as u64
}

fn print(criterion: &mut Criterion) {
    let printer = Printer::open(None, None).expect("Chinese fonts are installed");
    let samples = Document::samples();
    let print = |document| printer.print(document).expect("samples can be printed");
    let total = samples.iter().map(|document| pages(&print(document))).sum();
    let mut group = criterion.benchmark_group("print");
    group.sample_size(10).throughput(Throughput::Elements(total));
    group.bench_function("all documents, in pages", |bencher| {
        bencher.iter(|| samples.iter().map(|document| print(document).len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, print);
criterion_main!(benches);
