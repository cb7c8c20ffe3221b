from fastapi.testclient import TestClient

from tests.api.fuzz_uploads import hand_in_all


def test_damaged_transcripts_are_taken_or_refused(client: TestClient) -> None:
    answers, _ = hand_in_all(client, 300)
    assert set(answers) <= {200, 201, 400, 413, 422}
    assert answers[422] + answers[400] > 0
    assert answers[201] > 0
