//! What the window hands out before anybody decides.

use super::super::{
    Acceptance, AcceptedItem, Correction, CorrectionLine, Deferral, DeferredPaper, Document, Ground, LimitRule,
    NonAcceptance, Paper, PaperForm, Receipt,
};
use super::{bare_head, bare_person, company, head, item, march, person, remedies, texts};

pub(super) fn all() -> Vec<Document> {
    vec![
        Document::Receipt(receipt()),
        Document::Receipt(bare_receipt()),
        Document::Acceptance(acceptance()),
        Document::Acceptance(deemed()),
        Document::Correction(correction()),
        Document::NonAcceptance(refusal(
            Ground::NotNeeded,
            "仅销售预包装食品的，办理备案，不需要取得食品经营许可。",
        )),
        Document::NonAcceptance(refusal(
            Ground::NotCompetent {
                go_to: "青石县烟草专卖局".to_owned(),
            },
            "烟草专卖零售许可由烟草专卖行政主管部门负责。",
        )),
        Document::NonAcceptance(refusal(
            Ground::Rule {
                basis: "《中华人民共和国行政许可法》第七十八条".to_owned(),
            },
            "申请人隐瞒有关情况申请许可，自上次不予受理之日起未满一年。",
        )),
        Document::Deferral(deferral()),
    ]
}

fn receipt() -> Receipt {
    let papers = [
        ("食品经营许可申请书", PaperForm::Electronic, 1),
        ("经营者身份证", PaperForm::Both, 1),
        ("营业执照", PaperForm::Shared, 1),
        (
            "与食品经营相适应的主要设备设施布局、操作流程等文件（标注面积、功能区和进出口）",
            PaperForm::Electronic,
            3,
        ),
        ("房屋租赁合同", PaperForm::Copy, 2),
        ("授权委托书", PaperForm::Original, 1),
    ];
    Receipt {
        head: head("青审收〔2026〕18号", march(2)),
        applicant: person(),
        matter: "开奶茶店一件事".to_owned(),
        items: vec![
            item("个体工商户设立登记", "青石县市场监督管理局"),
            item("食品经营许可", "青石县市场监督管理局"),
            item("户外招牌设置", "青石县城市管理局"),
        ],
        channel: "网上申请".to_owned(),
        received_on: march(2),
        answer_due: march(9),
        papers: papers
            .map(|(name, form, count)| Paper {
                name: name.to_owned(),
                form,
                count,
                remark: if form == PaperForm::Both {
                    "原件核对后退还".to_owned()
                } else {
                    String::new()
                },
            })
            .into(),
        code: Some("https://yijian.example/p/3F7K-9QMA".to_owned()),
    }
}

fn bare_receipt() -> Receipt {
    Receipt {
        head: bare_head("青审收〔2026〕19号", march(2)),
        applicant: bare_person(),
        items: Vec::new(),
        channel: "窗口".to_owned(),
        papers: Vec::new(),
        code: None,
        ..receipt()
    }
}

fn acceptance() -> Acceptance {
    let items = [
        ("个体工商户设立登记", "青石县市场监督管理局", Some(3), Some(0)),
        ("食品经营许可", "青石县市场监督管理局", Some(20), Some(5)),
        (
            "公众聚集场所投入使用、营业前消防安全检查",
            "青石县消防救援大队",
            Some(13),
            Some(7),
        ),
        ("户外招牌设置", "青石县城市管理局", None, Some(3)),
    ];
    Acceptance {
        head: head("青审受〔2026〕18号", march(4)),
        applicant: person(),
        matter: "开奶茶店一件事".to_owned(),
        items: items
            .map(|(name, organ, statutory_days, promised_days)| AcceptedItem {
                name: name.to_owned(),
                organ: organ.to_owned(),
                statutory_days,
                promised_days,
            })
            .into(),
        received_on: march(2),
        accepted_on: march(4),
        deemed: false,
        rule: LimitRule::Joint,
        due: march(13),
    }
}

fn deemed() -> Acceptance {
    let whole = acceptance();
    Acceptance {
        applicant: company(),
        matter: whole.items[1].name.clone(),
        items: vec![whole.items[1].clone()],
        accepted_on: march(2),
        deemed: true,
        rule: LimitRule::Single,
        ..whole
    }
}

fn correction() -> Correction {
    let lines = [
        (
            "布局图",
            "食品经营许可",
            "没有标注洗手池和进出口的位置。",
            "补标洗手池、进出口，写明各功能区的面积。",
        ),
        (
            "房屋租赁合同",
            "个体工商户设立登记",
            "合同第2页缺失；出租人没有签名。",
            "提交完整的合同，由出租人签名。",
        ),
        (
            "健康证明",
            "食品经营许可",
            "没有提交。",
            "提交从业人员的有效健康证明，电子照片即可。",
        ),
    ];
    Correction {
        head: head("青审补〔2026〕18号", march(4)),
        applicant: person(),
        matter: "开奶茶店一件事".to_owned(),
        received_on: march(2),
        lines: lines
            .map(|(paper, asked_by, problem, remedy)| CorrectionLine {
                paper: paper.to_owned(),
                asked_by: texts([asked_by]),
                problem: problem.to_owned(),
                remedy: remedy.to_owned(),
            })
            .to_vec()
            .try_into()
            .expect("there are three"),
        due: Some(march(31)),
    }
}

fn refusal(ground: Ground, reason: &str) -> NonAcceptance {
    NonAcceptance {
        head: head("青审不受〔2026〕3号", march(4)),
        applicant: person(),
        matter: "食品经营许可".to_owned(),
        received_on: march(2),
        ground,
        reason: reason.to_owned(),
        remedies: remedies(),
    }
}

fn deferral() -> Deferral {
    Deferral {
        head: head("青审容〔2026〕5号", march(4)),
        applicant: person(),
        matter: "开奶茶店一件事".to_owned(),
        accepted_on: march(4),
        papers: [
            DeferredPaper {
                name: "从业人员健康证明".to_owned(),
                asked_by: texts(["食品经营许可"]),
                form: PaperForm::Electronic,
                due: march(10),
            },
            DeferredPaper {
                name: "招牌效果图".to_owned(),
                asked_by: texts(["户外招牌设置", "沿街门面装修备案"]),
                form: PaperForm::Copy,
                due: march(9),
            },
        ]
        .to_vec()
        .try_into()
        .expect("there are two"),
        basis: "《青石县政务服务容缺受理办法》第六条".to_owned(),
    }
}
