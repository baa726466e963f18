//! Official names: the organ a department is in a place, and who reviews its decisions.

use serde::{Deserialize, Serialize};

use super::{Catalogue, Department, Region, RegionCode, library::no_source};
use crate::{
    id::{DepartmentId, SourceId},
    value::CreditCode,
};

/// Where the name of the region stands, when it does not stand at the beginning.
const REGION: &str = "{region}";

/// What a department is called in some place, when that differs from elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organ {
    /// There and below.
    pub region: RegionCode,
    /// What follows the name of the region there.
    pub name: String,
    /// The credit code of the organ of this very region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<CreditCode>,
    /// Where it comes from.
    #[serde(default = "no_source")]
    pub source: SourceId,
}

/// Who reviews the decisions of a department (行政复议机关).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewBody {
    /// What it is called; `{region}` stands for the name of the department's region.
    pub name: String,
    /// The law that says so.
    #[serde(default = "no_source")]
    pub source: SourceId,
    /// Why it is assumed, when the source does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
}

impl Department {
    /// The official name of its organ in a region of this name: `千阳县` gives `千阳县市场监督管理局`. The department's own
    /// name stands in for an organ that the catalogue does not name.
    #[must_use]
    pub fn organ_name(&self, region_name: &str) -> String {
        in_region(self.organ.as_deref().unwrap_or(&self.name), region_name)
    }

    /// Who reviews its decisions in a region of this name; none where the department decides nothing.
    #[must_use]
    pub fn review_body_name(&self, region_name: &str) -> Option<String> {
        let body = self.review_body.as_ref()?;
        Some(body.name.replace(REGION, region_name))
    }
}

impl Catalogue {
    /// The official name of a department's organ in a region. A place may call it otherwise, and a district carries the name
    /// of its city. None when the department or the region is unknown.
    #[must_use]
    pub fn organ_name(&self, department: &DepartmentId, region: &RegionCode) -> Option<String> {
        let department = self.departments.get(department)?;
        let name = self.official_region(region)?;
        let local = department
            .organs
            .iter()
            .filter(|organ| organ.region.contains(region))
            .max_by_key(|organ| organ.region.depth());
        Some(match local {
            Some(organ) => in_region(&organ.name, &name),
            None => department.organ_name(&name),
        })
    }

    /// Who reviews the decisions of a department in a region; none when the department decides nothing.
    #[must_use]
    pub fn review_body_name(&self, department: &DepartmentId, region: &RegionCode) -> Option<String> {
        self.departments
            .get(department)?
            .review_body_name(&self.official_region(region)?)
    }

    /// The name of a region as organs carry it: `千阳县`, but `厦门市湖里区`, for there are districts of one name.
    fn official_region(&self, code: &RegionCode) -> Option<String> {
        let by_code = |code: &RegionCode| self.regions.values().find(|region| region.code == *code);
        let region: &Region = by_code(code)?;
        let city = region.parent.as_ref().and_then(by_code);
        let is_district = code.depth() == 3 && region.name.ends_with('区');
        Some(match city.filter(|_| is_district) {
            Some(city) => format!("{}{}", city.name, region.name),
            None => region.name.clone(),
        })
    }
}

fn in_region(organ: &str, region_name: &str) -> String {
    if organ.contains(REGION) {
        organ.replace(REGION, region_name)
    } else {
        format!("{region_name}{organ}")
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::catalogue::sample::Files;

    fn code(text: &str) -> RegionCode {
        RegionCode::try_from(text).unwrap()
    }

    #[test]
    fn an_organ_is_named_after_its_region() {
        let catalogue = Files::new().catalogue();
        let market = &catalogue.departments["market"];
        assert_eq!(market.organ_name("千阳县"), "千阳县市场监督管理局");
        assert_eq!(market.review_body_name("千阳县").as_deref(), Some("千阳县人民政府"));
        let name = catalogue.organ_name(&"market".into(), &code("610300"));
        assert_eq!(name.as_deref(), Some("宝鸡市场监督管理局"));
        assert_eq!(catalogue.organ_name(&"market".into(), &code("420000")), None);
    }

    #[test]
    fn a_place_may_call_it_otherwise() {
        let organs = "[[organs]]\nregion = \"610300\"\nname = \"行政审批服务局\"\nsource = \"own\"";
        let catalogue = Files::new().append("departments/market.toml", organs).catalogue();
        let name = |region| catalogue.organ_name(&"market".into(), &code(region));
        assert_eq!(name("610300").as_deref(), Some("宝鸡行政审批服务局"));
        assert_eq!(name("610000").as_deref(), Some("陕西市场监督管理局"));
    }

    #[test]
    fn a_district_carries_the_name_of_its_city() {
        let district = "name = \"金台区\"\nname_en = \"Jintai\"\nfull_name = \"陕西省宝鸡市金台区\"\n\
                        code = \"610303\"\nparent = \"610300\"\nsource = \"own\"";
        let catalogue = Files::new().with("regions/jintai.toml", district).catalogue();
        let name = catalogue.organ_name(&"market".into(), &code("610303"));
        assert_eq!(name.as_deref(), Some("宝鸡金台区市场监督管理局"));
        let review = catalogue.review_body_name(&"market".into(), &code("610303"));
        assert_eq!(review.as_deref(), Some("宝鸡金台区人民政府"));
    }

    #[test]
    fn the_region_may_stand_inside_the_name() {
        let catalogue = Files::new()
            .edit(
                "departments/market.toml",
                "市场监督管理局",
                "国家税务总局{region}税务局",
            )
            .catalogue();
        let market = &catalogue.departments["market"];
        assert_eq!(market.organ_name("千阳县"), "国家税务总局千阳县税务局");
    }
}
