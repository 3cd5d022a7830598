"""Who may open what: one row per endpoint and method, one column per kind of person.

The client in question is Carla, whom Idris coaches in North. `login` is the way to the sign-in
page (303 with `next`); other numbers are exact codes. Who belongs to the practice in another
way gets 403: a client at the desk, a member in the portal. Others get 404.
"""

from dataclasses import dataclass
from functools import cache

PEOPLE = {
    "owner": "olga",  # runs North and coaches nobody
    "coach": "idris",
    "other": "nora",  # another coach
    "assistant": "tove",
    "client": "carla",
    "neighbour": "ben",  # another client of North
    "elsewhere": "cleo",  # owner of another practice
    "stranger": None,
}

TABLE = """
endpoint                    method owner coach other assistant client neighbour elsewhere stranger
public.home                 GET    200   200   200   200       200    200       200       200
public.security             GET    200   200   200   200       200    200       200       200
public.theme                GET    200   200   200   200       200    200       200       200
public.photo                GET    200   200   200   200       200    200       200       200
public.logo                 GET    200   200   200   200       200    200       200       200
public.imprint              GET    200   200   200   200   200   200   200   200
public.privacy              GET    200   200   200   200   200   200   200   200
public.stored               GET    200   200   200   200   200   200   200   200
public.practice             GET    200   200   200   200   200   200   200   200
public.book                 GET    200   200   200   200   200   200   200   200
public.book                 POST   303   303   303   303   303   303   303   303
public.details              GET    200   200   200   200   200   200   200   200
public.details              POST   303   303   303   303   303   303   303   303
public.mail_wish            GET    200   200   200   200   200   200   200   200
public.mail_wish            POST   303   303   303   303   303   303   303   303
portal.mails                GET    403   403   403   403   200   200   404   login
portal.mails                POST   403   403   403   403   303   303   404   login
public.guest                GET    200   200   200   200   200   200   200   200
public.guest_move           GET    200   200   200   200   200   200   200   200
public.guest_move           POST   303   303   303   303   303   303   303   303
public.guest_cancel         GET    200   200   200   200   200   200   200   200
public.guest_cancel         POST   303   303   303   303   303   303   303   303
public.guest_calendar       GET    200   200   200   200   200   200   200   200
public.invitation           GET    200   200   200   200       200    200       200       200
public.invitation           POST   303   303   303   303       303    303       303       303
static_asset                GET    200   200   200   200       200    200       200       200
ops.healthz                 GET    200   200   200   200       200    200       200       200
ops.readyz                  GET    503   503   503   503       503    503       503       503

accounts.sign_in            GET    200   200   200   200       200    200       200       200
accounts.sign_in            POST   303   303   303   303       303    303       303       303
accounts.sign_out           POST   303   303   303   303       303    303       303       303
accounts.forgot             GET    200   200   200   200       200    200       200       200
accounts.forgot             POST   303   303   303   303       303    303       303       303
accounts.forgot_sent        GET    200   200   200   200       200    200       200       200
accounts.reset              GET    200   200   200   200       200    200       200       200
accounts.reset              POST   303   303   303   303       303    303       303       303
accounts.sign_up            GET    303   303   303   303       303    303       303       200
accounts.sign_up            POST   303   303   303   303       303    303       303       303
accounts.sign_up_sent       GET    200   200   200   200       200    200       200       200
accounts.confirm            GET    200   200   200   200       200    200       200       200
accounts.confirm            POST   303   303   303   303       303    303       303       303
accounts.see_to_look        GET    200   200   200   200       200    200       200       200
accounts.see_to_look        POST   303   303   303   303       303    303       303       303
accounts.account            GET    200   200   200   200       200    200       200       login
accounts.account            POST   303   303   303   303       303    303       303       login
accounts.password           GET    200   200   200   200       200    200       200       login
accounts.password           POST   303   303   303   303       303    303       303       login
accounts.devices            GET    200   200   200   200       200    200       200       login
accounts.end_device         POST   303   303   303   303       303    303       303       login
accounts.end_other_devices  POST   303   303   303   303       303    303       303       login
dashboard.places            GET    303   303   303   303       303    303       303       login
practices.open_practice     GET    200   200   200   200       200    200       200       login
practices.open_practice     POST   303   303   303   303       303    303       303       login

dashboard.find              GET    200   200   200   200       403    403       404       login
dashboard.desk              GET    200   200   200   200       403    403       404       login
practices.settings          GET    200   403   403   403       403    403       404       login
practices.settings          POST   303   403   403   403       403    403       404       login
practices.face              GET    200   403   403   403       403    403       404       login
practices.face              POST   303   403   403   403       403    403       404       login
practices.mail_log          GET    200   403   403   200       403    403       404       login
practices.send_again        POST   303   403   403   303       403    403       404       login
practices.note_failures     POST   303   403   403   303       403    403       404       login
practices.resume_mail       POST   303   403   403   303   403   403   404   login
clients.resume_mail         POST   303   303   403   303   403   403   404   login
practices.members           GET    200   403   403   403       403    403       404       login
practices.members           POST   303   403   403   403       403    403       404       login
practices.roles             GET    200   403   403   403       403    403       404       login
practices.roles             POST   303   403   403   403       403    403       404       login
practices.end               POST   303   403   403   403       403    403       404       login
practices.sign_out          POST   303   403   403   403       403    403       404       login
practices.invite_again      POST   303   403   403   403       403    403       404       login
practices.take_back         POST   303   403   403   403       403    403       404       login
practices.put_back          POST   303   403   403   403       403    403       404       login

clients.agreement           GET    200   403   403   403   403   403   404   login
clients.agreement           POST   303   403   403   403   403   403   404   login
clients.clients             GET    200   200   200   200       403    403       404       login
clients.new                 GET    200   200   200   200       403    403       404       login
clients.new                 POST   303   303   303   303       403    403       404       login
clients.overview            GET    200   200   403   200       403    403       404       login
dashboard.happened          GET    200   200   403   200       403    403       404       login
clients.edit                GET    200   200   403   200       403    403       404       login
clients.edit                POST   303   303   403   303       403    403       404       login
clients.remark              GET    403   200   403   403       403    403       404       login
clients.remark              POST   403   303   403   403       403    403       404       login
clients.engagement          GET    200   200   403   403       403    403       404       login
clients.engagement          POST   303   303   403   403       403    403       404       login
clients.bring_remark_back   POST   403   303   403   403       403    403       404       login
clients.step_back           POST   303   303   403   403       403    403       404       login
clients.invite              POST   303   303   403   303       403    403       404       login
clients.take_back           POST   303   303   403   303       403    403       404       login
clients.close               POST   303   303   403   303       403    403       404       login

growth.library              GET    403   200   200   403   403   403   404   login
growth.new_template         GET    403   200   200   403   403   403   404   login
growth.new_template         POST   403   303   303   403   403   403   404   login
growth.edit_template        GET    403   200   200   403   403   403   404   login
growth.edit_template        POST   403   303   303   403   403   403   404   login
growth.retire               POST   403   303   303   403   403   403   404   login
growth.put_back             POST   403   303   303   403   403   403   404   login
growth.tasks                GET    403   200   403   403   403   403   404   login
growth.choose               GET    403   200   403   403   403   403   404   login
growth.suggest              GET    403   200   403   403   403   403   404   login
growth.suggest              POST   403   303   403   403   403   403   404   login
growth.task                 GET    403   200   403   403   403   403   404   login
growth.edit                 GET    403   200   403   403   403   403   404   login
growth.edit                 POST   403   303   403   403   403   403   404   login
growth.take_back            POST   403   303   403   403   403   403   404   login
growth.stop                 POST   403   303   403   403   403   403   404   login
growth.reopen               POST   403   303   403   403   403   403   404   login
growth.answer               POST   403   303   403   403   403   403   404   login
growth.seen                 POST   403   303   403   403   403   403   404   login
growth.unseen               POST   403   303   403   403   403   403   404   login

practices.public_page       GET    200   403   403   403   403   403   404   login
practices.public_page       POST   303   403   403   403   403   403   404   login
booking.session_types       GET    200   403   403   403   403   403   404   login
booking.new_type            GET    200   403   403   403   403   403   404   login
booking.new_type            POST   303   403   403   403   403   403   404   login
booking.edit_type           GET    200   403   403   403   403   403   404   login
booking.edit_type           POST   303   403   403   403   403   403   404   login
booking.retire              POST   303   403   403   403   403   403   404   login
booking.offer_again         POST   303   403   403   403   403   403   404   login
booking.availability        GET    303   303   303   403   403   403   404   login
booking.coach_hours         GET    200   200   403   403   403   403   404   login
booking.coach_hours         POST   303   303   403   403   403   403   404   login
booking.blocks              GET    200   200   403   403   403   403   404   login
booking.blocks              POST   303   303   403   403   403   403   404   login
booking.unblock             POST   303   303   403   403   403   403   404   login
booking.block_again         POST   303   303   403   403   403   403   404   login
booking.calendar            GET    200   200   200   200   403   403   404   login
booking.session             GET    200   200   403   200   403   403   404   login
booking.move                GET    200   200   403   200   403   403   404   login
booking.move                POST   303   303   403   303   403   403   404   login
booking.cancel              GET    200   200   403   200   403   403   404   login
booking.cancel              POST   303   303   403   303   403   403   404   login
booking.complete            POST   303   303   403   303   403   403   404   login
booking.no_show             POST   303   303   403   303   403   403   404   login
booking.unsay               POST   303   303   403   303   403   403   404   login
booking.sessions            GET    200   200   403   200   403   403   404   login
booking.book                GET    200   200   403   200   403   403   404   login
booking.book                POST   303   303   403   303   403   403   404   login

sessions.note               GET    403   200   403   403   403   403   404   login
sessions.note               POST   403   303   403   403   403   403   404   login
sessions.summary            GET    403   200   403   403   403   403   404   login
sessions.draft              GET    403   200   403   403   403   403   404   login
sessions.draft              POST   403   303   403   403   403   403   404   login
sessions.preview            GET    403   200   403   403   403   403   404   login
sessions.publish            POST   403   303   403   403   403   403   404   login
sessions.download           GET    403   200   403   403   403   403   404   login

sessions.notes              GET    403   200   403   403   403   403   404   login
intake.note                 GET    403   200   403   403   403   403   404   login
intake.note                 POST   403   303   403   403   403   403   404   login
intake.finalise             GET    403   200   403   403   403   403   404   login
intake.finalise             POST   403   303   403   403   403   403   404   login
intake.add                  POST   403   303   403   403   403   403   404   login
intake.mark                 POST   403   303   403   403   403   403   404   login
intake.versions             GET    403   200   403   403   403   403   404   login
intake.version              GET    403   200   403   403   403   403   404   login

clients.import_file         GET    200   200   200   200   403   403   404   login
clients.import_file         POST   303   303   303   303   403   403   404   login
clients.import_sample       GET    200   200   200   200   403   403   404   login
clients.export              GET    200   200   200   200   403   403   404   login
clients.import_preview      GET    200   200   200   200   403   403   404   login
clients.import_refused      GET    200   200   200   200   403   403   404   login
clients.import_confirm      POST   303   303   303   303   403   403   404   login
clients.tag                 POST   303   303   403   303   403   403   404   login
clients.untag               POST   303   303   403   303   403   403   404   login
clients.hope                GET    403   200   403   403   403   403   404   login
clients.hope                POST   403   303   403   403   403   403   404   login
clients.take_back_hope      POST   403   303   403   403   403   403   404   login
clients.pin                 GET    403   200   403   403   403   403   404   login
clients.pin                 POST   403   303   403   403   403   403   404   login
clients.unpin               POST   403   303   403   403   403   403   404   login
clients.pin_again           POST   403   303   403   403   403   403   404   login
portal.hope                 GET    403   403   403   403   200   200   404   login
portal.hope                 POST   403   403   403   403   303   303   404   login
portal.take_back_hope       POST   403   403   403   403   303   303   404   login

portal.home                 GET    403   403   403   403       303    303       404       login
portal.today                GET    403   403   403   403       200    200       404       login
portal.details              GET    403   403   403   403       200    200       404       login
portal.details              POST   403   403   403   403       303    303       404       login
portal.use_zone             POST   403   403   403   403       303    303       404       login
portal.documents            GET    403   403   403   403   200   200   404   login
portal.document             GET    403   403   403   403   200   404   404   login
portal.document             POST   403   403   403   403   303   404   404   login
portal.document_pdf         GET    403   403   403   403   200   404   404   login
portal.agreement            GET    403   403   403   403   200   200   404   login
portal.agreement            POST   403   403   403   403   303   303   404   login
portal.sessions             GET    403   403   403   403   200   200   404   login
portal.book_session         GET    403   403   403   403   200   200   404   login
portal.book_session         POST   403   403   403   403   303   303   404   login
portal.session              GET    403   403   403   403   200   404   404   login
portal.session_calendar     GET    403   403   403   403   200   404   404   login
portal.move_session         GET    403   403   403   403   200   404   404   login
portal.move_session         POST   403   403   403   403   303   404   404   login
portal.cancel_session       GET    403   403   403   403   200   404   404   login
portal.cancel_session       POST   403   403   403   403   303   404   404   login
portal.tasks                GET    403   403   403   403   200   200   404   login
portal.task                 GET    403   403   403   403   200   404   404   login
portal.task                 POST   403   403   403   403   303   404   404   login
portal.fit_task             GET    403   403   403   403   200   404   404   login
portal.fit_task             POST   403   403   403   403   303   404   404   login
portal.agree_task           POST   403   403   403   403   303   404   404   login
portal.decline_task         POST   403   403   403   403   303   404   404   login
portal.finish_task          POST   403   403   403   403   303   404   404   login
portal.stop_task            POST   403   403   403   403   303   404   404   login
portal.reopen_task          POST   403   403   403   403   303   404   404   login

public.pay                  GET    200   200   200   200   200   200   200   200
public.pay                  POST   303   303   303   303   303   303   303   303
public.release              POST   303   303   303   303   303   303   303   303
public.receipt              GET    200   200   200   200   200   200   200   200
public.back                 GET    200   200   200   200   200   200   200   200
portal.pay                  GET    403   403   403   403   200   404   404   login
portal.pay                  POST   403   403   403   403   303   404   404   login
portal.release              POST   403   403   403   403   303   404   404   login
portal.receipt              GET    403   403   403   403   200   404   404   login
payments.payments           GET    200   200   200   200   403   403   404   login
payments.export             GET    200   200   200   200   403   403   404   login
payments.client             GET    200   200   403   200   403   403   404   login
payments.payment            GET    200   200   403   200   403   403   404   login
payments.mark_paid          POST   303   303   403   303   403   403   404   login
payments.unmark             POST   303   303   403   303   403   403   404   login
payments.refund             GET    200   200   403   200   403   403   404   login
payments.refund             POST   303   303   403   303   403   403   404   login
payments.account            GET    200   403   403   403   403   403   404   login
payments.open_account       POST   303   403   403   403   403   403   404   login
payments.close_account      POST   303   403   403   403   403   403   404   login
payments.hear               POST   400   400   400   400   400   400   400   400
safety.overview             GET    200   200   403   403   403   403   404   login
safety.fill_in              GET    403   200   403   403   403   403   404   login
safety.fill_in              POST   403   303   403   403   403   403   404   login
safety.note_action          GET    403   200   403   403   403   403   404   login
safety.note_action          POST   403   303   403   403   403   403   404   login
safety.set_hold             GET    403   200   403   403   403   403   404   login
safety.set_hold             POST   403   303   403   403   403   403   404   login
safety.lift_hold            GET    403   200   403   403   403   403   404   login
safety.lift_hold            POST   403   303   403   403   403   403   404   login
safety.acknowledge          POST   403   303   403   403   403   403   404   login
safety.discuss              POST   403   303   403   403   403   403   404   login
safety.close                GET    403   200   403   403   403   403   404   login
safety.close                POST   403   303   403   403   403   403   404   login
safety.confirm              POST   303   403   403   403   403   403   404   login
safety.send_back            POST   303   403   403   403   403   403   404   login
portal.safety_questions     GET    403   403   403   403   200   200   404   login
portal.safety_questions     POST   403   403   403   403   303   303   404   login
portal.rather_talk          POST   403   403   403   403   303   303   404   login
portal.safety_answered      GET    403   403   403   403   200   200   404   login
portal.manifest             GET    403   403   403   403   200   200   404   login
portal.worker               GET    403   403   403   403   200   200   404   login
portal.offline              GET    403   403   403   403   200   200   404   login
portal.more                 GET    403   403   403   403   200   200   404   login
portal.help_page            GET    403   403   403   403   200   200   404   login

nocontact.plan              GET    403   200   403   403   403   403   404   login
nocontact.new_plan          GET    403   200   403   403   403   403   404   login
nocontact.new_plan          POST   403   303   403   403   403   403   404   login
nocontact.one_plan          GET    403   200   403   403   403   403   404   login
nocontact.edit_plan         GET    403   200   403   403   403   403   404   login
nocontact.edit_plan         POST   403   303   403   403   403   403   404   login
nocontact.edit_rules        GET    403   200   403   403   403   403   404   login
nocontact.edit_rules        POST   403   303   403   403   403   403   404   login
nocontact.take_back         POST   403   303   403   403   403   403   404   login
nocontact.withdraw          POST   403   303   403   403   403   403   404   login
nocontact.change            GET    403   200   403   403   403   403   404   login
nocontact.pause             POST   403   303   403   403   403   403   404   login
nocontact.resume            POST   403   303   403   403   403   403   404   login
nocontact.extend            POST   403   303   403   403   403   403   404   login
nocontact.begin_on          POST   403   303   403   403   403   403   404   login
nocontact.end               POST   403   303   403   403   403   403   404   login
nocontact.review            GET    403   200   403   403   403   403   404   login
nocontact.review            POST   403   303   403   403   403   403   404   login
nocontact.answer            GET    403   200   403   403   403   403   404   login
nocontact.answer            POST   403   303   403   403   403   403   404   login
nocontact.overrule          POST   403   303   403   403   403   403   404   login
nocontact.reply             GET    403   200   403   403   403   403   404   login
nocontact.reply             POST   403   303   403   403   403   403   404   login
programs.propose_prepared   GET    403   303   403   403   403   403   404   login
programs.propose            GET    403   200   403   403   403   403   404   login
programs.propose            POST   403   303   403   403   403   403   404   login
portal.check_in             GET    403   403   403   403   200   404   404   login
portal.check_in             POST   403   403   403   403   303   404   404   login
portal.last_days            GET    403   403   403   403   200   404   404   login
portal.last_days            POST   403   403   403   403   303   404   404   login
portal.tell_contact         GET    403   403   403   403   200   404   404   login
portal.tell_contact         POST   403   403   403   403   303   404   404   login
portal.agree_plan           POST   403   403   403   403   303   404   404   login
portal.ask_plan_change      GET    403   403   403   403   200   404   404   login
portal.ask_plan_change      POST   403   403   403   403   303   404   404   login
portal.withdraw_plan        POST   403   403   403   403   303   404   404   login
portal.end_plan             GET    403   403   403   403   200   404   404   login
portal.end_plan             POST   403   403   403   403   303   404   404   login
portal.pause_plan           GET    403   403   403   403   200   404   404   login
portal.pause_plan           POST   403   403   403   403   303   404   404   login
portal.resume_plan          POST   403   403   403   403   303   404   404   login
portal.agree_wish           POST   403   403   403   403   303   404   404   login
portal.decline_wish         POST   403   403   403   403   303   404   404   login
portal.plan                 GET    403   403   403   403   200   200   404   login
portal.how_it_works         GET    403   403   403   403   200   200   404   login
portal.urge                 GET    403   403   403   403   200   200   404   login
portal.begin_urge           POST   403   403   403   403   303   303   404   login
dashboard.keep_draft        POST   303   303   303   303   403   403   404   login
dashboard.throw_draft_away  POST   303   303   303   303   403   403   404   login
dashboard.bring_draft_back  POST   303   303   303   303   403   403   404   login
portal.keep_draft           POST   403   403   403   403   303   303   404   login
portal.throw_draft_away     POST   403   403   403   403   303   303   404   login
portal.bring_draft_back     POST   403   403   403   403   303   303   404   login
"""


@dataclass(frozen=True)
class Cell:
    """What one person gets at one endpoint by one method."""

    endpoint: str
    method: str
    person: str
    expected: str

    def __str__(self) -> str:
        return f"{self.endpoint}-{self.method}-{self.person}"


@cache
def cells() -> tuple[Cell, ...]:
    """The table, cell by cell."""
    head, *rows = (line.split() for line in TABLE.splitlines() if line)
    return tuple(
        Cell(endpoint, method, person, expected)
        for endpoint, method, *answers in rows
        for person, expected in zip(head[2:], answers, strict=True)
    )


def rows() -> list[tuple[str, str]]:
    """The endpoints and methods that the table speaks of."""
    return list(dict.fromkeys((cell.endpoint, cell.method) for cell in cells()))
