//! What an operator does with accounts.

use std::io::{BufRead, Write};

use yijian_domain::{case::Scope, catalogue::Catalogue, id::DepartmentId};

use super::{Act, Add, Change, Name, NewPassword};
use crate::{
    cli::Failure,
    clock::Clock,
    ids::Dice,
    staff::{
        StaffMember,
        duties::{check_scope, in_order},
        passwords::Passwords,
        rules,
    },
    storage::{Account, NewAccount, Storage},
};

/// What the acts work with.
pub(super) struct Office<'s> {
    pub(super) storage: &'s Storage,
    pub(super) passwords: Passwords,
    pub(super) clock: Clock,
    pub(super) dice: Dice,
}

impl Office<'_> {
    /// Does what was typed.
    pub(super) async fn act(
        &self,
        act: Act,
        catalogue: Option<&Catalogue>,
        input: &mut impl BufRead,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        match act {
            Act::Add(add) => self.add(add, catalogue, input, out).await,
            Act::Change(change) => self.change(change, catalogue).await,
            Act::List => self.list(out).await,
            Act::Disable(Name { name }) => {
                let member = self.find(&name).await?.member;
                let now = Some(self.clock.now());
                self.storage.set_disabled(&member, now).await.map_err(Failure::new)
            }
            Act::Enable(Name { name }) => {
                let member = self.find(&name).await?.member;
                self.storage.set_disabled(&member, None).await.map_err(Failure::new)
            }
            Act::Password(asked) => {
                let member = self.find(&asked.name).await?.member;
                let hash = self.password(&asked, input, out).await?;
                let now = self.clock.now();
                let set = self.storage.set_password(&member, hash, None, now).await;
                set.map_err(Failure::new)
            }
            Act::TotpOff(Name { name }) => {
                let member = self.find(&name).await?.member;
                self.storage.remove_totp(member.id).await.map_err(Failure::new)
            }
        }
    }

    async fn add(
        &self,
        add: Add,
        catalogue: Option<&Catalogue>,
        input: &mut impl BufRead,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        let name = rules::check_name(&add.password.name).map_err(Failure::new)?;
        let scope = Scope {
            region: add.region,
            department: add.department.as_deref().map(DepartmentId::from),
        };
        if let Some(catalogue) = catalogue {
            check_scope(catalogue, &scope).map_err(Failure::new)?;
        }
        let taken = || Failure::new(format!("{name} has an account; see `yijian staff list`"));
        if self.storage.staff_named(&name).await.map_err(Failure::new)?.is_some() {
            return Err(taken());
        }
        let password_hash = self.password(&add.password, input, out).await?;
        let member = StaffMember {
            id: self.dice.roll().map_err(Failure::new)?,
            name: name.clone(),
            display_name: add.display,
            roles: in_order(add.roles),
            scope,
            demo: false,
        };
        let account = NewAccount { member, password_hash };
        let added = self.storage.add_staff(account, self.clock.now()).await;
        if added.map_err(Failure::new)? {
            Ok(())
        } else {
            Err(taken())
        }
    }

    async fn change(&self, change: Change, catalogue: Option<&Catalogue>) -> Result<(), Failure> {
        let account = self.find(&change.name).await?;
        let (mut member, directory_at) = (account.member, account.directory_at);
        let before = (member.roles.clone(), member.scope.clone());
        if let Some(display) = change.display {
            member.display_name = display;
        }
        if !change.roles.is_empty() {
            member.roles = in_order(change.roles);
        }
        if let Some(region) = change.region {
            member.scope.region = region;
        }
        if change.every_department {
            member.scope.department = None;
        }
        if let Some(department) = change.department.as_deref() {
            member.scope.department = Some(DepartmentId::from(department));
        }
        if let Some(catalogue) = catalogue {
            check_scope(catalogue, &member.scope).map_err(Failure::new)?;
        }
        // Whoever changes what they may do takes it out of the directory's hands.
        let directory_at = directory_at.filter(|_| (&member.roles, &member.scope) == (&before.0, &before.1));
        let set = self.storage.set_duties(member, directory_at).await;
        set.map_err(Failure::new)
    }

    async fn list(&self, out: &mut impl Write) -> Result<(), Failure> {
        for account in self.storage.all_staff().await.map_err(Failure::new)? {
            let Account {
                member,
                totp_secret,
                disabled_at,
                directory_at,
                ..
            } = account;
            let roles: Vec<_> = member.roles.iter().map(|role| role.code()).collect();
            let marks = [
                (totp_secret.is_some(), "one-time codes"),
                (member.demo, "demo"),
                (disabled_at.is_some(), "disabled"),
                (directory_at.is_some(), "by the directory"),
            ];
            let marks = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark);
            let department = member.scope.department.as_ref().map_or("-", DepartmentId::as_str);
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{department}\t{}\t{}",
                member.name,
                member.display_name,
                roles.join(","),
                member.scope.region,
                marks.collect::<Vec<_>>().join(", "),
                member.id
            )?;
        }
        Ok(())
    }

    async fn find(&self, name: &str) -> Result<Account, Failure> {
        let account = self.storage.staff_named(&rules::fold(name)).await;
        account
            .map_err(Failure::new)?
            .ok_or_else(|| Failure::new(format!("nobody has the name {name}; see `yijian staff list`")))
    }

    /// The hash of the password that was typed, or of one that is made up and printed.
    async fn password(
        &self,
        asked: &NewPassword,
        input: &mut impl BufRead,
        out: &mut impl Write,
    ) -> Result<String, Failure> {
        let password = if asked.password_stdin {
            let mut line = String::new();
            input.read_line(&mut line).map_err(Failure::new)?;
            let password = line.trim_end_matches(['\r', '\n']).to_owned();
            rules::check_password(&password, &asked.name).map_err(Failure::new)?;
            password
        } else {
            let password = rules::generate(&self.dice).map_err(Failure::new)?;
            writeln!(out, "{password}")?;
            password
        };
        let turn = self.passwords.turn().await.map_err(Failure::new)?;
        turn.hash(&self.dice, &password).await.map_err(Failure::new)
    }
}
