"""One tiny invented call in every format on the shelf: the right reader, and it alone, takes it."""

import io
import json
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.ingest import all_formats, read_bytes
from analyser.transcripts.source import Source
from tests.ingest.damage import read_broken

GONG_SAID = {"speakerId": "1", "topic": None}
GONG_SAID["sentences"] = [{"start": 1000, "end": 1900, "text": "Hello."}]
AWS_ITEM = {"type": "pronunciation", "start_time": "0.1", "end_time": "0.5"}
AWS_ITEM["alternatives"] = [{"content": "Hello", "confidence": "0.9"}]
MEETING = "2026-03-04T15:00:00Z"

JSON_EXAMPLES: dict[str, Any] = {
    "analyser_json": {"turns": [{"speaker": "Ann", "text": "Hello.", "start": 1.0, "end": 2.0}]},
    "gong": {
        "requestId": "r",
        "callTranscripts": [{"callId": "7", "transcript": [GONG_SAID]}],
    },
    "fireflies": {
        "data": {
            "transcript": {
                "id": "0",
                "title": "Demo",
                "sentences": [
                    {"index": 0, "speaker_name": "Ann", "speaker_id": 0, "text": "Hello."}
                    | {"raw_text": "Hello.", "start_time": 0.2, "end_time": 1.9}
                ],
            }
        }
    },
    "deepgram": {
        "metadata": {"duration": 1.0},
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "transcript": "Hello.",
                            "words": [{"word": "hello", "start": 0.1, "end": 0.5, "speaker": 0}],
                        }
                    ]
                }
            ],
            "utterances": [
                {"start": 0.1, "end": 0.5, "speaker": 0, "channel": 0, "transcript": "Hello."}
            ],
        },
    },
    "aws_transcribe": {
        "jobName": "demo",
        "status": "COMPLETED",
        "results": {"transcripts": [{"transcript": "Hello"}], "items": [AWS_ITEM]},
    },
    "aws_call_analytics": {
        "JobStatus": "COMPLETED",
        "Participants": [{"ParticipantRole": "AGENT"}],
        "Transcript": [
            {
                "ParticipantRole": "AGENT",
                "Content": "Hello.",
                "BeginOffsetMillis": 120,
                "EndOffsetMillis": 900,
                "Items": [],
            }
        ],
    },
    "aws_post_call_analytics": {
        "ConversationAnalytics": {"SpeakerLabels": [{"Speaker": "spk_0", "DisplayText": "Agent"}]},
        "SpeechSegments": [
            {
                "SegmentStartTime": 0.1,
                "SegmentEndTime": 0.9,
                "SegmentSpeaker": "spk_0",
                "DisplayText": "Hello.",
            }
        ],
    },
    "azure_batch": {
        "source": "x.wav",
        "combinedRecognizedPhrases": [],
        "recognizedPhrases": [
            {
                "recognitionStatus": "Success",
                "speaker": 1,
                "offsetInTicks": 5000000,
                "durationInTicks": 12000000,
                "nBest": [{"display": "Hello."}],
            }
        ],
    },
    "azure_fast": {
        "durationMilliseconds": 900,
        "combinedPhrases": [{"text": "Hello."}],
        "phrases": [{"offsetMilliseconds": 0, "durationMilliseconds": 900, "text": "Hello."}],
    },
    "azure_conversation": {
        "analysisInput": {
            "conversations": [
                {"id": "1", "conversationItems": [{"participantId": "Agent", "text": "Hello."}]}
            ]
        }
    },
    "google_stt": {
        "results": [
            {
                "alternatives": [
                    {
                        "transcript": "hello",
                        "words": [{"startTime": "0s", "endTime": "0.5s", "word": "hello"}],
                    }
                ]
            }
        ]
    },
    "google_insights": {
        "entries": [
            {"text": "Hello.", "role": "AGENT", "user_id": 1, "start_timestamp_usec": 1000000}
        ]
    },
    "speechmatics": {
        "format": "2.9",
        "results": [
            {
                "type": "word",
                "start_time": 0.1,
                "end_time": 0.5,
                "alternatives": [{"content": "Hello", "speaker": "S1"}],
            }
        ],
    },
    "rev_ai": {
        "monologues": [
            {
                "speaker": 0,
                "elements": [{"type": "text", "value": "Hello", "ts": 0.1, "end_ts": 0.5}],
            }
        ]
    },
    "assemblyai": {
        "id": "t",
        "status": "completed",
        "audio_url": "https://files.test/x.mp3",
        "text": "Hello.",
        "words": [{"text": "Hello.", "start": 100, "end": 500, "confidence": 0.9, "speaker": "A"}],
        "utterances": [
            {"text": "Hello.", "start": 100, "end": 500, "confidence": 0.9, "speaker": "A"}
        ],
    },
    "twilio": {
        "sentences": [
            {
                "media_channel": 1,
                "sentence_index": 0,
                "start_time": "0.81",
                "end_time": "2.4",
                "transcript": "Hello.",
                "sid": "GX1",
                "confidence": "0.9",
                "words": [],
            }
        ],
        "meta": {"page": 0},
    },
    "elevenlabs": {
        "language_code": "eng",
        "text": "Hello.",
        "words": [
            {"text": "Hello.", "start": 0.1, "end": 0.5, "type": "word", "speaker_id": "speaker_0"}
        ],
    },
    "zoom_timeline": {
        "type": "zoom_transcript",
        "ver": 1,
        "recording_start": MEETING,
        "timeline": [
            {
                "ts": "00:00:04.500",
                "end_ts": "00:00:09.300",
                "text": "Hello.",
                "users": [{"username": "Ann"}],
            }
        ],
    },
    "ringcentral": {
        "insights": {
            "Transcript": [{"start": 0.1, "end": 0.9, "text": "Hello.", "speakerId": "1"}]
        },
        "speakerInfo": [{"speakerId": "1", "name": "Ann"}],
    },
    "dialpad": {
        "call_id": "1001",
        "lines": [
            {
                "type": "transcript",
                "time": "2026-03-04T15:00:03.300000",
                "name": "Ann",
                "user_id": "2",
                "content": "hello",
            }
        ],
    },
    "hubspot": {
        "id": "9",
        "engagementId": 123,
        "transcriptUtterances": [
            {
                "id": "1",
                "speaker": {"id": "a", "name": "Ann"},
                "text": "Hello.",
                "startTimeMillis": 0,
                "endTimeMillis": 900,
            }
        ],
    },
    "avoma": {
        "uuid": "t",
        "speakers": [{"id": 0, "name": "Ann", "is_rep": True}],
        "transcript": [{"speaker_id": 0, "transcript": "Hello there.", "timestamps": [1.1, 1.3]}],
    },
    "chorus": {
        "data": {
            "id": "c",
            "attributes": {
                "name": "Demo",
                "recording": {
                    "utterances": [
                        {
                            "speaker_name": "Ann",
                            "speaker_type": "rep",
                            "snippet": "Hello.",
                            "snippet_time": 5.2,
                            "snippet_length": 2.4,
                        }
                    ]
                },
            },
        }
    },
    "fathom_api": {
        "transcript": [
            {
                "speaker": {"display_name": "Ann", "matched_calendar_invitee_email": None},
                "text": "Hello.",
                "timestamp": "00:05:32",
            }
        ]
    },
    "grain": [
        {"participant_id": "p", "speaker": "Ann", "start": 3100, "end": 5500, "text": "Hello."}
    ],
    "granola": [
        {
            "id": "1",
            "document_id": "d",
            "start_timestamp": "2026-03-04T15:00:00.000Z",
            "end_timestamp": "2026-03-04T15:00:01.000Z",
            "text": "Hello.",
            "source": "microphone",
            "is_final": True,
        }
    ],
    "google_meet_rest": {
        "transcriptEntries": [
            {
                "name": "conferenceRecords/1/transcripts/1/entries/1",
                "participant": "conferenceRecords/1/participants/1",
                "text": "Hello.",
                "languageCode": "en-US",
                "startTime": MEETING,
                "endTime": "2026-03-04T15:00:02Z",
            }
        ]
    },
    "read_ai": {
        "transcript": {
            "speaker_blocks": [
                {
                    "speaker": {"name": "Ann"},
                    "words": "Hello.",
                    "start_time": "1772636400000",
                    "end_time": "1772636401000",
                }
            ]
        }
    },
    "tldv": {"data": [{"speaker": "Ann", "text": "Hello.", "startTime": 1, "endTime": 2}]},
    "salesforce": {
        "totalSize": 1,
        "done": True,
        "records": [
            {
                "attributes": {"type": "ConversationEntry"},
                "ActorName": "Ann",
                "ActorType": "Agent",
                "EntryTime": "2026-03-04T15:00:00.000+0000",
                "Message": "Hello.",
            }
        ],
    },
    "invoca": [{"agent": "How many seats?"}, {"caller": "Forty."}],
    "recall_ai": [
        {
            "participant": {"id": 1, "name": "Ann"},
            "words": [
                {
                    "text": "Hello.",
                    "start_timestamp": {"relative": 0.1},
                    "end_timestamp": {"relative": 0.5},
                }
            ],
        }
    ],
    "podcast_json": {
        "version": "1.0.0",
        "segments": [{"speaker": "Ann", "startTime": 0.5, "endTime": 0.75, "body": "Hello"}],
    },
    "whisper": {
        "text": " Hello.",
        "language": "en",
        "segments": [
            {"id": 0, "start": 0.1, "end": 0.5, "text": " Hello.", "speaker": "SPEAKER_00"}
        ],
    },
    "generic_json": {
        "messages": [{"speaker": "Ann", "text": "Hello."}, {"speaker": "Lee", "text": "Hi."}]
    },
}

TEXT_EXAMPLES: dict[str, str] = {
    "webvtt": "WEBVTT\n\n1\n00:00:03.120 --> 00:00:06.480\nAnn Lee: Thanks for coming.\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,500\nAnn: Thanks for coming.\n",
    "teams_old_text": "0:0:1.0 --> 0:0:4.710\nAnn Lee\nThanks for joining.\n\n"
    "0:0:5.0 --> 0:0:6.5\nBo Day\nHappy to.\n",
    "csv_table": "speaker,text\nAnn,Thanks for coming.\nBo,Happy to.\nAnn,Good.\n",
    "google_meet": "Demo - 2026/03/04 15:00 GMT - Transcript\nAttendees\nAnn Lee, Bo Day\n"
    "Transcript\n\n00:00:00\n\nAnn Lee: Thanks for joining.\nBo Day: Happy to.\n\n"
    "Transcription ended after 00:31:08\n",
    "fathom_copy": "Demo - March 04\nVIEW RECORDING - 41 mins\n\n@0:00 - Ann Lee (ann@acme.test)\n"
    "Thanks for joining.\n\n@0:25 - Bo Day\nHappy to.\n\n@0:31 - Ann Lee (ann@acme.test)\nGood.\n",
    "teams_text": "Demo-Meeting Transcript\n4 March 2026, 02:05pm\n31m 8s\n\n"
    "Ann Lee started transcription\n\nAnn Lee   0:03\nThanks for joining.\n"
    "Bo Day   0:21\nMorning.\nAnn Lee   0:30\nGood.\nAnn Lee stopped transcription\n",
    "otter_text": "Ann Lee  0:00  \nThanks for joining.\n\nBo Day  0:21  \nHappy to be here.\n\n"
    "Ann Lee  1:02  \nSo, the price.\n\nTranscribed by https://otter.ai\n",
    "markdown": "**Ann Lee:** Thanks for joining.\n\n**Bo Day:** Happy to.\n\n"
    "**Ann Lee:** So, the price.\n\n**Bo Day:** Yes.\n",
    "plain_text": "Ann: Thanks for joining.\nBo: Happy to.\nAnn: So, the price.\nBo: Yes.\n",
    "speakerless_text": "Thanks for joining us today. We wanted to talk about the price.\n",
}


def word_document() -> bytes:
    document = docx.Document()
    for line in ("Ann: Thanks for joining.", "Bo: Happy to.", "Ann: The price.", "Bo: Yes."):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("speaker", "text"), ("Ann", "Thanks for joining."), ("Bo", "Happy to.")):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


EXAMPLES: dict[str, bytes] = {
    **{name: json.dumps(data).encode() for name, data in JSON_EXAMPLES.items()},
    **{name: text.encode() for name, text in TEXT_EXAMPLES.items()},
    "docx": word_document(),
    "xlsx": workbook(),
}
SHELF = dict(all_formats())


def claims(data: bytes, up_to: int) -> list[str]:
    """The readers up to this order that would take the bytes, as they are asked."""
    source = Source("call", data)
    return [name for name, f in SHELF.items() if f.order <= up_to and f.recognises(source)]


def test_every_format_on_the_shelf_has_an_example() -> None:
    assert set(EXAMPLES) == set(SHELF)


@pytest.mark.parametrize("name", EXAMPLES)
def test_only_its_own_reader_claims_it_before_the_catch_alls(name: str) -> None:
    assert claims(EXAMPLES[name], SHELF[name].order) == [name]


@pytest.mark.parametrize("name", JSON_EXAMPLES)
def test_json_is_claimed_by_no_other_reader_but_the_generic_one(name: str) -> None:
    assert set(claims(EXAMPLES[name], 79)) <= {name, "generic_json"}


@pytest.mark.parametrize("name", JSON_EXAMPLES)
def test_json_is_never_claimed_as_text(name: str) -> None:
    assert all(SHELF[claim].order < 80 for claim in claims(EXAMPLES[name], 99))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_is_read(name: str) -> None:
    (found,) = read_bytes(EXAMPLES[name], "call")
    assert found.format == name
    assert found.turns


@pytest.mark.parametrize("name", JSON_EXAMPLES)
@settings(max_examples=30, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_a_damaged_example_is_refused_or_read(name: str, random: Any) -> None:
    read_broken(JSON_EXAMPLES[name], random)
