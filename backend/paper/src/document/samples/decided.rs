//! Decisions, what the clock does on the way there, and the licence.

use jiff::civil::date;

use super::super::{
    Certificate, Component, CompositeLicence, Decision, Document, Extension, LimitRule, Outcome, Pause, Procedure,
    Standing, Validity,
};
use super::{bare_head, bare_person, company, head, item, march, person, remedies, texts};

pub(super) fn all() -> Vec<Document> {
    vec![
        Document::Decision(granted()),
        Document::Decision(barely_granted()),
        Document::Decision(refused()),
        Document::Decision(revoked()),
        Document::Pause(pause(Procedure::ExpertReview)),
        Document::Pause(pause(Procedure::Sector {
            name: "企业整改".to_owned(),
            basis: "《医疗器械经营监督管理办法》第十三条".to_owned(),
        })),
        Document::Extension(extension(LimitRule::Joint)),
        Document::Extension(extension(LimitRule::Single)),
        Document::Extension(extension(LimitRule::Sector {
            basis: "《食品经营许可和备案管理办法》".to_owned(),
            consent: "本机关负责人".to_owned(),
        })),
        Document::CompositeLicence(licence()),
        Document::CompositeLicence(crowded_licence()),
    ]
}

fn food_licence() -> Certificate {
    Certificate {
        name: "食品经营许可证".to_owned(),
        number: "JY29901010000018".to_owned(),
        validity: Validity {
            from: march(11),
            to: Some(date(2031, 3, 10)),
        },
    }
}

fn granted() -> Decision {
    Decision {
        head: head("青审准〔2026〕18号", march(11)),
        applicant: person(),
        item: item("食品经营许可", "青石县市场监督管理局"),
        accepted_on: march(4),
        outcome: Outcome::Granted {
            certificate: Some(food_licence()),
            terms: texts(["经营项目：自制饮品制售、糕点类食品销售。", "经营面积：42平方米。"]),
            deliver_by: Some(march(25)),
        },
        basis: ["《中华人民共和国食品安全法》第三十五条".to_owned()].into(),
        remedies: remedies(),
    }
}

fn barely_granted() -> Decision {
    Decision {
        head: bare_head("青审准〔2026〕19号", march(11)),
        applicant: bare_person(),
        outcome: Outcome::Granted {
            certificate: None,
            terms: Vec::new(),
            deliver_by: None,
        },
        ..granted()
    }
}

fn refused() -> Decision {
    let reasons = texts([
        "经营场所与公共厕所相距不足25米，不符合食品经营场所与污染源保持规定距离的要求。",
        "现场核查时，食品处理区没有设置专用的洗手、消毒设施；经复查仍未整改。",
    ]);
    let basis = texts([
        "《中华人民共和国食品安全法》第三十三条第一款第（一）项、第（二）项",
        "《食品经营许可和备案管理办法》",
    ]);
    Decision {
        head: head("青审不准〔2026〕2号", march(11)),
        applicant: company(),
        outcome: Outcome::Refused {
            reasons: reasons.try_into().expect("there are two"),
        },
        basis: basis.try_into().expect("there are two"),
        ..granted()
    }
}

fn revoked() -> Decision {
    Decision {
        head: head("青审撤〔2026〕1号", march(25)),
        outcome: Outcome::Revoked {
            certificate: Some(food_licence()),
            reasons: ["承诺不实：现场没有承诺书所说的专用冷藏设施。".to_owned()].into(),
        },
        basis: ["《中华人民共和国行政许可法》第六十九条".to_owned()].into(),
        ..granted()
    }
}

fn pause(procedure: Procedure) -> Pause {
    Pause {
        head: head("青审特〔2026〕4号", march(5)),
        applicant: person(),
        item: item("娱乐经营许可", "青石县文化和旅游局"),
        accepted_on: march(4),
        procedure,
        explanation:
            "场所的疏散条件需要由专家现场评审，评审由我机关组织，费用由我机关承担，不需要你（单位）另行提交材料。"
                .to_owned(),
        from: march(6),
        working_days: 8,
        until: Some(march(17)),
    }
}

fn extension(rule: LimitRule) -> Extension {
    Extension {
        head: head("青审延〔2026〕1号", march(12)),
        applicant: person(),
        matter: "开奶茶店一件事".to_owned(),
        accepted_on: march(4),
        rule,
        reason: "连日暴雪，道路中断，现场核查无法按期进行。".to_owned(),
        working_days: 5,
        due: march(13),
        new_due: march(20),
    }
}

fn licence() -> CompositeLicence {
    let component = |name: &str, number: &str, organ: &str, to| Component {
        name: name.to_owned(),
        number: number.to_owned(),
        organ: organ.to_owned(),
        validity: Validity { from: march(11), to },
        standing: Standing::Valid,
    };
    CompositeLicence {
        number: "YJ990101-2026-000018".to_owned(),
        version: 1,
        holder: "青石县𠮷㛃奶茶店（个体工商户）".to_owned(),
        credit_code: "92990101MA00000017".to_owned(),
        responsible: "𠮷㛃𬭬".to_owned(),
        address: "青石县城关镇人民路18号1层101室".to_owned(),
        business: "奶茶店".to_owned(),
        components: vec![
            component("营业执照", "92990101MA00000017", "青石县市场监督管理局", None),
            component(
                "食品经营许可证",
                "JY29901010000018",
                "青石县市场监督管理局",
                Some(date(2031, 3, 10)),
            ),
            component(
                "户外招牌设置许可",
                "青城招〔2026〕7号",
                "青石县城市管理局",
                Some(date(2029, 3, 10)),
            ),
        ],
        organ: "青石县行政审批服务局".to_owned(),
        issued_on: march(12),
        code: "https://yijian.example/v/7KQ2-M9XD-4T1R?s=MEUCIQDxYijianSampleSignature0001".to_owned(),
    }
}

/// More licences than fit on one page, some of them ended, one without a number.
fn crowded_licence() -> CompositeLicence {
    let first = licence();
    let again = |index: u32, component: &Component| Component {
        name: format!("{}及其附属经营项目第{index}号专项许可（备案）证明", component.name),
        number: match index {
            0 => String::new(),
            _ => format!("111111111111111111{index:03}-990101-2026-0000000000{index:04}"),
        },
        standing: match index % 4 {
            1 => Standing::Expired,
            2 => Standing::Cancelled,
            3 => Standing::Revoked,
            _ => Standing::Valid,
        },
        ..component.clone()
    };
    let components = (0..14)
        .zip(first.components.iter().cycle())
        .map(|(index, component)| again(index, component));
    CompositeLicence {
        version: 12,
        holder: company().name,
        address: "青石县城关镇人民路与建设大街交叉口东北角青石国际商业广场二期三号楼负一层至地上二层".to_owned(),
        components: components.collect(),
        ..first
    }
}
