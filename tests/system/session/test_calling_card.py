"""A customer with a Calling Card: into the queue, a technician, a crash, and back to the card."""

import pytest

from protocol.card.card import SUFFIX
from tests.system.stage.team import Team

pytestmark = pytest.mark.system


def test_a_customer_with_a_calling_card_is_picked_up_and_comes_back_to_it(team: Team) -> None:
    """The card says where it leads; after that it takes a name and a click, also after a crash."""
    team.host_command("groups", "channel", "support", "first-line")
    card = team.stage.folder / f"muster{SUFFIX}"
    place = ("--address", team.address, "--title", "Muster GmbH", "--greeting", "Good day.")
    team.host_command("card", "export", "support", str(card), *place)
    theo = team.console(team.theo)

    viewer = team.stage.viewer("--calling-card", str(card))
    viewer.window("Muster GmbH")
    viewer.reads(f"You will be connected through {team.address}.")
    viewer.enter("Your name", "Clara")
    team.clara.hand.press("Return")
    viewer.reads("You are next")
    theo.click("Next customer")
    theo.reads("Chat session established with Clara")
    viewer.reads("Chat session established with Theo")

    viewer.kill()
    viewer = team.stage.viewer("--calling-card")
    viewer.reads("Your session with Theo is still open.")
    viewer.click("Continue")
    viewer.write("Here I am again")
    theo.reads("Here I am again")

    viewer.click("Leave session")
    viewer.agree("Leave the session", "Leave session")
    viewer.click("Back to the start")
    viewer.window("Muster GmbH")
    assert viewer.see("Your name", "text").text == "Clara"
