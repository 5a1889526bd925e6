// Generated from docs/openapi/issuance-service.yaml by `npm run generate`. Do not edit.

export const contractDocument: unknown = {
 "openapi": "3.1.1",
 "info": {
  "title": "Issuance service",
  "version": "1.0.0",
  "license": {
   "name": "Apache-2.0",
   "identifier": "Apache-2.0"
  },
  "summary": "What a kiosk asks of the service that owns the orders.",
  "description": "The service owns orders, their rules and the collection codes; a kiosk knows none of them. A kiosk asks who may\ncollect what, claims one order at a time, makes the document and tells what became of it, event by event.\n\n**At most one document for one order** rests on four rules:\n\n1. A claim belongs to one issuance. Asked again with the same issuance id it gives the same answer.\n2. A claim without a medium lapses: after `startBefore_ms` the service may give the order to another kiosk. It\n   decides so only when another claim comes; until then a late `medium-bound` still counts.\n3. An event is a fact and is recorded even when the claim has lapsed meanwhile; the answer's `standing` then says\n   `lapsed`. A kiosk does not present a document before `medium-bound` was acknowledged with `standing: held`; it\n   moves the medium to the reject bin instead and reports `spoiled`.\n4. Once a medium is bound there is no deadline: only `issued`, `spoiled`, `retained` or `unresolved` ends the\n   issuance. After `retained` and `unresolved` the order is frozen until a person decides.\n\n**A passport is one booklet.** It is made elsewhere and lies in one slot of one kiosk's vault; `vault` of its order\nsays where. Only that kiosk is granted the order. When its booklet leaves the slot (`medium-bound`) it lies in no\nvault any more, and a `spoiled` one freezes the order as `retained` does: there is no second blank to try with.\n\n**Repeating is safe.** Every request that changes something carries a key: the issuance id of a claim, the\n`Idempotency-Key` of the others. The service answers a repeated key with its first answer and does nothing a second\ntime, so that a lost answer never costs a resident a try of the code or a second text message.\n\n**Whose answer it is.** The kiosk numbers each request by `Request-Id` and the service returns it. A kiosk drops\nan answer that carries another id: on a connection that is kept open, a late or doubled answer would otherwise\npass for the answer to the next request.\n\n**Who asks.** In production the connection uses mutual TLS; the certificate names the kiosk and must agree with\n`Kiosk-Id`. Errors are problem documents after RFC 9457; `code` says which.\n"
 },
 "servers": [
  {
   "url": "https://issuance.example",
   "description": "Set in the kiosk's configuration (`service.url`)."
  }
 ],
 "tags": [
  {
   "name": "collection",
   "description": "A person stands at a kiosk and wants to collect."
  },
  {
   "name": "issuance",
   "description": "One attempt, by one kiosk, to fulfil one order."
  },
  {
   "name": "vault",
   "description": "Ready booklets in a kiosk's vault."
  },
  {
   "name": "operation",
   "description": "Reachability and time."
  }
 ],
 "paths": {
  "/v1/collections": {
   "post": {
    "operationId": "beginCollection",
    "tags": [
     "collection"
    ],
    "summary": "Ask whether the holder of a genuine civil ID may collect, and by what second factor.",
    "description": "Sent after the card's chip proved to be genuine. A collection lives for thirty minutes. Nothing about orders is\ntold before the second factor was given.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/IdempotencyKey"
     }
    ],
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/CollectionRequest"
       },
       "examples": {
        "resident": {
         "value": {
          "civilId": "291031480417",
          "secondFactors": [
           "collection-code",
           "chip-pin"
          ]
         }
        }
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "Whether and how this person goes on.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/CollectionStart"
        },
        "examples": {
         "secondFactor": {
          "value": {
           "outcome": "second-factor",
           "collectionId": "019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01",
           "kind": "collection-code",
           "phoneEnding": "418",
           "triesLeft": 3
          }
         },
         "pin": {
          "value": {
           "outcome": "second-factor",
           "collectionId": "019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01",
           "kind": "chip-pin"
          }
         },
         "nothing": {
          "value": {
           "outcome": "nothing-to-collect"
          }
         },
         "locked": {
          "value": {
           "outcome": "locked",
           "reference": "TS-7F42-19K8"
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/collections/{collectionId}/code-attempts": {
   "post": {
    "operationId": "verifyCode",
    "tags": [
     "collection"
    ],
    "summary": "Give the collection code.",
    "description": "Three wrong codes in a row lock the person out for machines, whichever collection they were given in, until an\noffice unlocks them. A repeated `Idempotency-Key` is one attempt.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/IdempotencyKey"
     },
     {
      "$ref": "#/components/parameters/CollectionId"
     }
    ],
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/CodeAttempt"
       },
       "examples": {
        "typed": {
         "value": {
          "code": "482915"
         }
        }
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "Whether the code is right; if so, the orders.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/CodeVerdict"
        },
        "examples": {
         "accepted": {
          "value": {
           "outcome": "accepted",
           "holder": {
            "ar": {
             "surname": "المرجان",
             "otherNames": "نورة خالد"
            },
            "en": {
             "surname": "Almarjan",
             "otherNames": "Noura Khaled"
            }
           },
           "orders": [
            {
             "orderId": "ord-noura-licence",
             "reference": "TS-7F42-19K8",
             "documentType": "driving-licence",
             "reason": "renewal",
             "name": {
              "ar": {
               "surname": "المرجان",
               "otherNames": "نورة خالد"
              },
              "en": {
               "surname": "Almarjan",
               "otherNames": "Noura Khaled"
              }
             },
             "status": {
              "state": "ready"
             },
             "fee": {
              "amount": "10.000",
              "currency": "KWD",
              "paid": true
             }
            }
           ]
          }
         },
         "wrong": {
          "value": {
           "outcome": "wrong",
           "triesLeft": 2
          }
         },
         "locked": {
          "value": {
           "outcome": "locked",
           "reference": "TS-7F42-19K8"
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/collections/{collectionId}/pin-proofs": {
   "post": {
    "operationId": "reportPin",
    "tags": [
     "collection"
    ],
    "summary": "Tell that the card proved its holder by its PIN.",
    "description": "Only in a collection that was begun with `chip-pin`. The PIN itself went to the card and nowhere else: the kiosk\nhas verified a signature of the key that the PIN opens (PIV 9A), over a fresh challenge, and its certificate,\nwhich is of the same civil ID number as the tap.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/IdempotencyKey"
     },
     {
      "$ref": "#/components/parameters/CollectionId"
     }
    ],
    "responses": {
     "200": {
      "description": "The orders, or that the person is locked out meanwhile.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/ProofVerdict"
        },
        "examples": {
         "locked": {
          "value": {
           "outcome": "locked",
           "reference": "TS-7F42-19K8"
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/collections/{collectionId}/phone-answer": {
   "get": {
    "operationId": "phoneAnswer",
    "tags": [
     "collection"
    ],
    "summary": "Ask what the holder has answered on the phone.",
    "description": "Only in a collection that was begun with `mobile-id`: the service has asked the holder's phone through the national\napp when it began. A kiosk asks about every two seconds while the answer is `waiting`, and no longer than\n`waitAtMost_s`; after that the service answers `timed-out` and takes no late approval.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/CollectionId"
     }
    ],
    "responses": {
     "200": {
      "description": "The orders, or that there is no approval, or not yet.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/PhoneAnswer"
        },
        "examples": {
         "waiting": {
          "value": {
           "outcome": "waiting"
          }
         },
         "declined": {
          "value": {
           "outcome": "declined"
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/collections/{collectionId}/code-requests": {
   "post": {
    "operationId": "requestCode",
    "tags": [
     "collection"
    ],
    "summary": "Send the code to the holder's phone again.",
    "description": "At most once a minute for each person; sooner, the answer says how long to wait.",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/IdempotencyKey"
     },
     {
      "$ref": "#/components/parameters/CollectionId"
     }
    ],
    "responses": {
     "200": {
      "description": "Sent, or too soon.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/CodeRequestVerdict"
        },
        "examples": {
         "sent": {
          "value": {
           "outcome": "sent"
          }
         },
         "tooSoon": {
          "value": {
           "outcome": "too-soon",
           "retryAfter_s": 42
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/collections/{collectionId}/orders/{orderId}/document": {
   "get": {
    "operationId": "documentData",
    "tags": [
     "collection"
    ],
    "summary": "All that the document says, for an order that is ready.",
    "description": "Asked before the claim, so that a card can be drawn while its holder still reads the screen, and that a booklet\ncan be held against it before it is handed over. Refused until the collection's code was accepted, and for\nanything but a ready order that this person may collect.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/CollectionId"
     },
     {
      "name": "orderId",
      "in": "path",
      "required": true,
      "description": "As listed with the accepted code.",
      "schema": {
       "$ref": "#/components/schemas/Identifier"
      },
      "example": "ord-noura-licence"
     }
    ],
    "responses": {
     "200": {
      "description": "The document's data, with portrait and, on a licence, signature.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/DocumentData"
        },
        "examples": {
         "licence": {
          "value": {
           "documentType": "driving-licence",
           "name": {
            "ar": {
             "surname": "المرجان",
             "otherNames": "نورة خالد"
            },
            "en": {
             "surname": "Almarjan",
             "otherNames": "Noura Khaled"
            }
           },
           "birthDate": "1991-03-14",
           "birthPlace": {
            "ar": "الكويت",
            "en": "Kuwait"
           },
           "issueDate": "2026-11-24",
           "expiryDate": "2041-11-23",
           "authority": "MOI GTD",
           "civilId": "291031480417",
           "licenceNumber": "KD204711839",
           "nationality": "KWT",
           "portrait": "iVBORw0KGgo=",
           "signature": "iVBORw0KGgo=",
           "categories": [
            {
             "category": "B",
             "firstIssued": "2010-05-12",
             "validUntil": "2041-11-23",
             "restrictions": [
              "01"
             ]
            },
            {
             "category": "BE",
             "firstIssued": "2018-09-30",
             "validUntil": "2041-11-23",
             "restrictions": []
            }
           ],
           "inventoryText": "TSL 0004 117 283"
          }
         },
         "passport": {
          "value": {
           "documentType": "passport",
           "name": {
            "ar": {
             "surname": "المرجان",
             "otherNames": "نورة خالد"
            },
            "en": {
             "surname": "Almarjan",
             "otherNames": "Noura Khaled"
            }
           },
           "birthDate": "1991-03-14",
           "sex": "F",
           "issueDate": "2026-11-10",
           "expiryDate": "2036-11-09",
           "civilId": "291031480417",
           "passportNumber": "P05512837",
           "nationality": "KWT",
           "issuingState": "KWT",
           "portrait": "iVBORw0KGgo="
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/issuances/{issuanceId}": {
   "put": {
    "operationId": "claim",
    "tags": [
     "issuance"
    ],
    "summary": "Claim an order for one issuance.",
    "description": "Idempotent by issuance id: repeated with the same body it gives the same answer and a claim is never granted\ntwice; with another body it is refused (`idempotency-key-reused`). A granted claim that lapsed and was given\naway meanwhile is answered `refused`, `in-progress-elsewhere`.\n\nA kiosk has one claim on an order at a time: a new issuance of the same kiosk replaces its own claim as long as\nno medium is bound to that.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/IssuanceId"
     }
    ],
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/ClaimRequest"
       },
       "examples": {
        "claim": {
         "value": {
          "orderId": "ord-noura-licence",
          "collectionId": "019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01",
          "kioskId": "KW-AVN-03"
         }
        }
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "Granted, or refused with the reason.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/ClaimVerdict"
        },
        "examples": {
         "granted": {
          "value": {
           "outcome": "granted",
           "startBefore_ms": 1795507500000,
           "startWithin_ms": 120000
          }
         },
         "refused": {
          "value": {
           "outcome": "refused",
           "reason": "in-progress-elsewhere",
           "where": "The Avenues, gate 4"
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/issuances/{issuanceId}/events": {
   "post": {
    "operationId": "report",
    "tags": [
     "issuance"
    ],
    "summary": "Tell one event of an issuance.",
    "description": "Delivered at least once, in order; `Idempotency-Key` is the entry id. A repeated entry is answered `duplicate`.\nAn ordinal that leaves a gap is refused with 409 and code `gap`; the kiosk delivers the missing one first.\n\nLawful order: `medium-bound`, `personalised`, `verified`, `presented`, then one end. A passport comes ready made:\nits `verified` may follow `medium-bound` directly, and so may `retained`. `released` ends an issuance that never bound a medium. `spoiled` ends one at any time after `medium-bound`; `issued` and `retained` may\nfollow `verified` directly, when a kiosk lost its power while presenting. `unresolved` ends one at any time.\nAnything else is refused with `impossible-event`, anything after an end with `already-ended`.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/IdempotencyKey"
     },
     {
      "$ref": "#/components/parameters/IssuanceId"
     }
    ],
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/IssuanceEvent"
       },
       "examples": {
        "presented": {
         "value": {
          "entryId": "019abe3b-1d00-7a21-8f02-7f4a2d11c0de",
          "issuanceId": "019abe3a-9a00-7b44-b1f3-2f6f1e7a9c10",
          "ordinal": 4,
          "kind": "presented",
          "at_ms": 1795507440000,
          "kioskId": "KW-AVN-03"
         }
        },
        "spoiled": {
         "value": {
          "entryId": "019abe3b-2e00-7c09-a7d4-90b2ce5513f7",
          "issuanceId": "019abe3a-9a00-7b44-b1f3-2f6f1e7a9c10",
          "ordinal": 2,
          "kind": "spoiled",
          "at_ms": 1795507425000,
          "kioskId": "KW-AVN-03",
          "note": "mediaJam"
         }
        }
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "Recorded, now or before.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/EventReceipt"
        },
        "examples": {
         "recorded": {
          "value": {
           "outcome": "recorded",
           "standing": "held"
          }
         },
         "duplicate": {
          "value": {
           "outcome": "duplicate",
           "standing": "held"
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/issuances/{issuanceId}/chip-script": {
   "post": {
    "operationId": "chipScript",
    "tags": [
     "issuance"
    ],
    "summary": "Get the commands that write the chip of a licence.",
    "description": "For a licence whose data say `chip: true`, and only for an issuance that this kiosk has claimed and that has not\nended. What is written was signed by the service; where the chip has a secure channel the commands come wrapped\nfor it, and the kiosk sends them as they are. Keys and codes in them are good for one blank. A kiosk keeps the\nscript in memory until its card is done and nowhere else: it is never stored, journalled or logged. Repeated, it\nis made anew.\n\nThe kiosk runs `write`, reads the chip back and judges it: signed by a trusted authority, what the order says, and\neach data group, the portrait among them, with the digest that stands here. Then it runs `lock`. `proof` is run on the finished card,\nafter the chip was without power: with the answers that it expects the chip takes no change any more.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/IssuanceId"
     }
    ],
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/ChipScriptRequest"
       },
       "examples": {
        "contactless": {
         "value": {
          "kioskId": "KW-AVN-03",
          "reader": "contactless"
         }
        }
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "The script.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/ChipScript"
        },
        "examples": {
         "short": {
          "value": {
           "write": [
            {
             "apdu": "00A4040C07A0000002480200",
             "expect": "9000"
            },
            {
             "apdu": "00A4020C02001E",
             "expect": "9000"
            },
            {
             "apdu": "00D6000003600100",
             "expect": "9000"
            }
           ],
           "lock": [
            {
             "apdu": "00440000",
             "expect": "9000"
            }
           ],
           "proof": [
            {
             "apdu": "00A4040C07A0000002480200",
             "expect": "9000"
            },
            {
             "apdu": "00440000",
             "expect": "6985"
            }
           ],
           "digests": [
            {
             "group": 1,
             "sha256": "4d7b1a0c9be1b3a5d2e7d0f4b6c2e91f6a0a5f4c3b2e1d0c9b8a7f6e5d4c3b2a"
            },
            {
             "group": 6,
             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            }
           ]
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/vault-loadings": {
   "post": {
    "operationId": "recordVaultLoading",
    "tags": [
     "vault"
    ],
    "summary": "Tell that a booklet was put into a slot, and learn which order it is for.",
    "description": "The booklet is known by the document number in its machine-readable zone. What the order's `vault` said before is\nreplaced, and so is what was said to lie in that slot. A refused booklet is not bound: it is to be taken out.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/IdempotencyKey"
     }
    ],
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/VaultLoading"
       },
       "examples": {
        "loaded": {
         "value": {
          "kioskId": "KW-AVN-03",
          "slot": 12,
          "documentNumber": "P05512837"
         }
        }
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "Bound to an order, or refused with the reason.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/LoadingVerdict"
        },
        "examples": {
         "bound": {
          "value": {
           "outcome": "bound",
           "orderId": "ord-noura-passport",
           "reference": "TS-K2P8-41XA"
          }
         },
         "refused": {
          "value": {
           "outcome": "refused",
           "reason": "unknown-document"
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/vault-unloadings": {
   "post": {
    "operationId": "recordVaultUnloading",
    "tags": [
     "vault"
    ],
    "summary": "Tell that a person took a booklet out of a slot.",
    "description": "Sent once the technician has counted and signed for it. The order has no `vault` afterwards and nobody may collect\nit at this kiosk. `not-there` when the service did not take the booklet to lie in this kiosk's vault: nothing is\nchanged, for another kiosk may have taken it in meanwhile.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "$ref": "#/components/parameters/IdempotencyKey"
     }
    ],
    "requestBody": {
     "required": true,
     "content": {
      "application/json": {
       "schema": {
        "$ref": "#/components/schemas/VaultUnloading"
       },
       "examples": {
        "uncollected": {
         "value": {
          "kioskId": "KW-AVN-03",
          "orderId": "ord-noura-passport"
         }
        }
       }
      }
     }
    },
    "responses": {
     "200": {
      "description": "Whether it was taken to lie there.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/UnloadingVerdict"
        },
        "examples": {
         "removed": {
          "value": {
           "outcome": "removed"
          }
         },
         "unknown": {
          "value": {
           "outcome": "not-there"
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/vaults/{kioskId}/orders": {
   "get": {
    "operationId": "vaultOrders",
    "tags": [
     "vault"
    ],
    "summary": "Which orders the service takes to lie in a kiosk's vault, not collected yet.",
    "description": "Held against what the kiosk's books have. `to-return`: nobody may collect it any more, after the time that the\nissuer waits or for another reason; a technician takes it out.\n",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     },
     {
      "name": "kioskId",
      "in": "path",
      "required": true,
      "description": "Whose vault.",
      "schema": {
       "$ref": "#/components/schemas/KioskIdentifier"
      },
      "example": "KW-AVN-03"
     }
    ],
    "responses": {
     "200": {
      "description": "By slot.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/VaultContents"
        },
        "examples": {
         "one": {
          "value": {
           "orders": [
            {
             "slot": 12,
             "orderId": "ord-noura-passport",
             "reference": "TS-K2P8-41XA",
             "documentNumber": "P05512837",
             "standing": "waiting"
            }
           ]
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  },
  "/v1/heartbeat": {
   "get": {
    "operationId": "heartbeat",
    "tags": [
     "operation"
    ],
    "summary": "Reachability and the service's clock.",
    "parameters": [
     {
      "$ref": "#/components/parameters/KioskId"
     },
     {
      "$ref": "#/components/parameters/RequestId"
     }
    ],
    "responses": {
     "200": {
      "description": "The service is up.",
      "headers": {
       "Request-Id": {
        "$ref": "#/components/headers/RequestId"
       }
      },
      "content": {
       "application/json": {
        "schema": {
         "$ref": "#/components/schemas/Heartbeat"
        },
        "examples": {
         "now": {
          "value": {
           "time_ms": 1795507200000
          }
         }
        }
       }
      }
     },
     "default": {
      "$ref": "#/components/responses/Problem"
     }
    }
   }
  }
 },
 "components": {
  "parameters": {
   "KioskId": {
    "name": "Kiosk-Id",
    "in": "header",
    "required": true,
    "description": "The kiosk that asks; `site.machineId` of its configuration.",
    "schema": {
     "$ref": "#/components/schemas/KioskIdentifier"
    },
    "example": "KW-AVN-03"
   },
   "RequestId": {
    "name": "Request-Id",
    "in": "header",
    "required": true,
    "description": "New for each request, also for a repeated one; returned with the answer.",
    "schema": {
     "$ref": "#/components/schemas/Identifier"
    },
    "example": "019abe3a-5bff-7f0a-8d21-6c0a7e55aa01"
   },
   "IdempotencyKey": {
    "name": "Idempotency-Key",
    "in": "header",
    "required": true,
    "description": "The same for each repetition of one request.",
    "schema": {
     "$ref": "#/components/schemas/Identifier"
    },
    "example": "019abe3a-5c01-7d90-b0aa-1f7c2b0e4d02"
   },
   "CollectionId": {
    "name": "collectionId",
    "in": "path",
    "required": true,
    "description": "As answered by `beginCollection`.",
    "schema": {
     "$ref": "#/components/schemas/Identifier"
    },
    "example": "019abe3a-5c00-7c3e-9d55-0d8a8f2f1a01"
   },
   "IssuanceId": {
    "name": "issuanceId",
    "in": "path",
    "required": true,
    "description": "UUID version 7, made by the kiosk.",
    "schema": {
     "$ref": "#/components/schemas/Identifier"
    },
    "example": "019abe3a-9a00-7b44-b1f3-2f6f1e7a9c10"
   }
  },
  "headers": {
   "RequestId": {
    "description": "The request's `Request-Id`.",
    "required": true,
    "schema": {
     "$ref": "#/components/schemas/Identifier"
    }
   }
  },
  "responses": {
   "Problem": {
    "description": "The request was refused or failed; nothing was changed unless the status is 5xx.",
    "headers": {
     "Request-Id": {
      "$ref": "#/components/headers/RequestId"
     }
    },
    "content": {
     "application/problem+json": {
      "schema": {
       "$ref": "#/components/schemas/Problem"
      },
      "examples": {
       "gap": {
        "value": {
         "type": "/problems/gap",
         "title": "An earlier event is missing.",
         "status": 409,
         "detail": "Expected ordinal 2, got 4.",
         "code": "gap"
        }
       }
      }
     }
    }
   }
  },
  "schemas": {
   "Identifier": {
    "description": "An id that its maker chose; compared as it is.",
    "type": "string",
    "minLength": 1,
    "maxLength": 60
   },
   "KioskIdentifier": {
    "description": "Id of a kiosk.",
    "type": "string",
    "minLength": 1,
    "maxLength": 40
   },
   "IsoDate": {
    "description": "Calendar date `YYYY-MM-DD` that really exists.",
    "type": "string",
    "format": "date"
   },
   "Reference": {
    "description": "Short, for people; read over the phone.",
    "type": "string",
    "maxLength": 20
   },
   "CollectionRequest": {
    "description": "Who stands at the kiosk.",
    "type": "object",
    "required": [
     "civilId"
    ],
    "properties": {
     "civilId": {
      "description": "Civil ID number from the card's certificate, twelve digits.",
      "type": "string",
      "pattern": "^\\d{12}$"
     },
     "secondFactors": {
      "description": "What this kiosk can ask for; left out by kiosks that know of the collection code only. The service never\nanswers with another one.\n",
      "type": "array",
      "items": {
       "$ref": "#/components/schemas/SecondFactorKind"
      },
      "minItems": 1,
      "maxItems": 10
     }
    }
   },
   "SecondFactorKind": {
    "description": "How a person shows that the card is theirs.",
    "type": "string",
    "enum": [
     "collection-code",
     "chip-pin",
     "mobile-id"
    ]
   },
   "CollectionStart": {
    "description": "How a collection begins.",
    "oneOf": [
     {
      "description": "The person must give the code that was sent to their phone.",
      "type": "object",
      "required": [
       "outcome",
       "collectionId",
       "kind",
       "phoneEnding",
       "triesLeft"
      ],
      "properties": {
       "outcome": {
        "description": "There is something to collect.",
        "const": "second-factor"
       },
       "collectionId": {
        "description": "Names this visit in all that follows.",
        "type": "string",
        "minLength": 1,
        "maxLength": 60
       },
       "kind": {
        "description": "Six digits by text message.",
        "const": "collection-code"
       },
       "phoneEnding": {
        "description": "Last digits of the phone number, so that the person knows which phone.",
        "type": "string",
        "pattern": "^\\d{2,4}$"
       },
       "triesLeft": {
        "description": "Wrong codes until the lock, this one included.",
        "type": "integer",
        "minimum": 0,
        "maximum": 10
       }
      }
     },
     {
      "description": "The person must give the PIN of their card, to the card.",
      "type": "object",
      "required": [
       "outcome",
       "collectionId",
       "kind"
      ],
      "properties": {
       "outcome": {
        "description": "There is something to collect.",
        "const": "second-factor"
       },
       "collectionId": {
        "description": "Names this visit in all that follows.",
        "type": "string",
        "minLength": 1,
        "maxLength": 60
       },
       "kind": {
        "description": "The card verifies it.",
        "const": "chip-pin"
       }
      }
     },
     {
      "description": "The person must approve on their phone, in the national app.",
      "type": "object",
      "required": [
       "outcome",
       "collectionId",
       "kind",
       "phoneEnding",
       "waitAtMost_s"
      ],
      "properties": {
       "outcome": {
        "description": "There is something to collect.",
        "const": "second-factor"
       },
       "collectionId": {
        "description": "Names this visit in all that follows.",
        "type": "string",
        "minLength": 1,
        "maxLength": 60
       },
       "kind": {
        "description": "The phone has been asked.",
        "const": "mobile-id"
       },
       "phoneEnding": {
        "description": "Last digits of the phone number, so that the person knows which phone.",
        "type": "string",
        "pattern": "^\\d{2,4}$"
       },
       "waitAtMost_s": {
        "description": "Seconds until the request on the phone is withdrawn.",
        "type": "integer",
        "minimum": 10,
        "maximum": 600
       }
      }
     },
     {
      "description": "No order of this person is open.",
      "type": "object",
      "required": [
       "outcome"
      ],
      "properties": {
       "outcome": {
        "description": "Nothing to collect.",
        "const": "nothing-to-collect"
       }
      }
     },
     {
      "description": "Locked for machines after wrong codes.",
      "type": "object",
      "required": [
       "outcome",
       "reference"
      ],
      "properties": {
       "outcome": {
        "description": "Locked.",
        "const": "locked"
       },
       "reference": {
        "$ref": "#/components/schemas/Reference"
       }
      }
     }
    ]
   },
   "CodeAttempt": {
    "description": "A code as typed.",
    "type": "object",
    "required": [
     "code"
    ],
    "properties": {
     "code": {
      "description": "Six digits.",
      "type": "string",
      "pattern": "^\\d{6}$"
     }
    }
   },
   "Accepted": {
    "description": "Right; here are the holder's name and orders.",
    "type": "object",
    "required": [
     "outcome",
     "holder",
     "orders"
    ],
    "properties": {
     "outcome": {
      "description": "The person is the holder.",
      "const": "accepted"
     },
     "holder": {
      "$ref": "#/components/schemas/BilingualName"
     },
     "orders": {
      "description": "Every open order that this person may collect, also those not ready.",
      "type": "array",
      "maxItems": 50,
      "items": {
       "$ref": "#/components/schemas/Order"
      }
     }
    }
   },
   "Locked": {
    "description": "Locked for machines.",
    "type": "object",
    "required": [
     "outcome",
     "reference"
    ],
    "properties": {
     "outcome": {
      "description": "Locked now.",
      "const": "locked"
     },
     "reference": {
      "$ref": "#/components/schemas/Reference"
     }
    }
   },
   "ProofVerdict": {
    "description": "What a proof of the holder opened.",
    "oneOf": [
     {
      "$ref": "#/components/schemas/Accepted"
     },
     {
      "$ref": "#/components/schemas/Locked"
     }
    ]
   },
   "PhoneAnswer": {
    "description": "What the holder has answered on the phone.",
    "oneOf": [
     {
      "$ref": "#/components/schemas/Accepted"
     },
     {
      "$ref": "#/components/schemas/Locked"
     },
     {
      "description": "Nothing yet, refused, or withdrawn because it took too long.",
      "type": "object",
      "required": [
       "outcome"
      ],
      "properties": {
       "outcome": {
        "description": "Why there are no orders.",
        "enum": [
         "waiting",
         "declined",
         "timed-out"
        ]
       }
      }
     }
    ]
   },
   "CodeVerdict": {
    "description": "What the code was worth.",
    "oneOf": [
     {
      "$ref": "#/components/schemas/Accepted"
     },
     {
      "description": "Wrong, with tries left.",
      "type": "object",
      "required": [
       "outcome",
       "triesLeft"
      ],
      "properties": {
       "outcome": {
        "description": "The code is wrong.",
        "const": "wrong"
       },
       "triesLeft": {
        "description": "How many wrong codes are left until the lock.",
        "type": "integer",
        "minimum": 1,
        "maximum": 10
       }
      }
     },
     {
      "$ref": "#/components/schemas/Locked"
     }
    ]
   },
   "CodeRequestVerdict": {
    "description": "Whether a text message goes out.",
    "oneOf": [
     {
      "description": "The message is on its way.",
      "type": "object",
      "required": [
       "outcome"
      ],
      "properties": {
       "outcome": {
        "description": "Sent.",
        "const": "sent"
       }
      }
     },
     {
      "description": "The last message is less than a minute old.",
      "type": "object",
      "required": [
       "outcome",
       "retryAfter_s"
      ],
      "properties": {
       "outcome": {
        "description": "Too soon.",
        "const": "too-soon"
       },
       "retryAfter_s": {
        "description": "Seconds to wait.",
        "type": "integer",
        "minimum": 1,
        "maximum": 3600
       }
      }
     }
    ]
   },
   "Order": {
    "description": "A document that was applied and paid for.",
    "type": "object",
    "required": [
     "orderId",
     "reference",
     "documentType",
     "reason",
     "name",
     "status",
     "fee"
    ],
    "properties": {
     "orderId": {
      "description": "The service's id of the order.",
      "type": "string",
      "minLength": 1,
      "maxLength": 60
     },
     "reference": {
      "description": "Short, for people.",
      "type": "string",
      "minLength": 1,
      "maxLength": 20
     },
     "documentType": {
      "description": "What is made.",
      "enum": [
       "driving-licence",
       "passport"
      ]
     },
     "reason": {
      "description": "Why it is made.",
      "enum": [
       "renewal",
       "lost-replacement",
       "damaged-replacement",
       "first-issue"
      ]
     },
     "name": {
      "$ref": "#/components/schemas/BilingualName"
     },
     "status": {
      "$ref": "#/components/schemas/OrderStatus"
     },
     "fee": {
      "$ref": "#/components/schemas/Fee"
     },
     "collectAs": {
      "description": "By what right this person collects it; the holder's own when it is not said. A kiosk makes or hands over\nsomebody else's document only when the service says so here.\n",
      "enum": [
       "holder",
       "guardian"
      ]
     },
     "vault": {
      "description": "Where its booklet lies. Not said of documents that are printed, and of booklets in no vault.",
      "type": "object",
      "required": [
       "kioskId",
       "where"
      ],
      "properties": {
       "kioskId": {
        "$ref": "#/components/schemas/KioskIdentifier"
       },
       "where": {
        "description": "The kiosk's place, as people call it.",
        "type": "string",
        "minLength": 1,
        "maxLength": 100
       }
      }
     }
    }
   },
   "Fee": {
    "description": "What the order cost.",
    "type": "object",
    "required": [
     "amount",
     "currency",
     "paid"
    ],
    "properties": {
     "amount": {
      "description": "Decimal with three places.",
      "type": "string",
      "pattern": "^\\d{1,6}\\.\\d{3}$"
     },
     "currency": {
      "description": "ISO 4217 code.",
      "type": "string",
      "minLength": 3,
      "maxLength": 3
     },
     "paid": {
      "description": "A kiosk takes no money.",
      "type": "boolean"
     }
    }
   },
   "OrderStatus": {
    "description": "Whether the order can be collected now.",
    "oneOf": [
     {
      "description": "Can be made at once.",
      "type": "object",
      "required": [
       "state"
      ],
      "properties": {
       "state": {
        "description": "Ready.",
        "const": "ready"
       }
      }
     },
     {
      "description": "Still being worked on.",
      "type": "object",
      "required": [
       "state"
      ],
      "properties": {
       "state": {
        "description": "Not yet.",
        "const": "not-yet"
       },
       "expectedOn": {
        "$ref": "#/components/schemas/IsoDate"
       }
      }
     },
     {
      "description": "Something stands against it.",
      "type": "object",
      "required": [
       "state",
       "reason"
      ],
      "properties": {
       "state": {
        "description": "Held.",
        "const": "held"
       },
       "reason": {
        "$ref": "#/components/schemas/HoldReason"
       }
      }
     },
     {
      "description": "A kiosk has it in hand right now.",
      "type": "object",
      "required": [
       "state"
      ],
      "properties": {
       "state": {
        "description": "In progress.",
        "const": "in-progress"
       },
       "where": {
        "description": "The kiosk's place, as people call it.",
        "type": "string",
        "maxLength": 100
       }
      }
     },
     {
      "description": "Not collected in time; a new application is needed.",
      "type": "object",
      "required": [
       "state",
       "expiredOn"
      ],
      "properties": {
       "state": {
        "description": "Expired.",
        "const": "expired"
       },
       "expiredOn": {
        "$ref": "#/components/schemas/IsoDate"
       }
      }
     },
     {
      "description": "Out of reach for machines until a person decides.",
      "type": "object",
      "required": [
       "state",
       "reason"
      ],
      "properties": {
       "state": {
        "description": "Frozen.",
        "const": "frozen"
       },
       "reason": {
        "description": "What froze it.",
        "enum": [
         "unresolved",
         "retained",
         "locked"
        ]
       }
      }
     }
    ]
   },
   "HoldReason": {
    "description": "Why an order cannot be collected now; the kiosk has the words in every language. A kiosk reads a reason that it\ndoes not know as `other`.\n",
    "enum": [
     "unpaid-fines",
     "visit-office",
     "security-review",
     "second-parent-signature",
     "minor-needs-guardian",
     "medical-test",
     "photo-rejected",
     "other"
    ]
   },
   "PersonName": {
    "description": "Trimmed, NFC, without control and bidirectional control characters.",
    "type": "string",
    "minLength": 1,
    "maxLength": 200,
    "pattern": "^(?!.*[\\u0000-\\u001F\\u007F-\\u009F\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069])\\S(?:.*\\S)?$"
   },
   "HolderName": {
    "description": "A name in one script.",
    "type": "object",
    "required": [
     "surname",
     "otherNames"
    ],
    "properties": {
     "surname": {
      "$ref": "#/components/schemas/PersonName"
     },
     "otherNames": {
      "$ref": "#/components/schemas/PersonName"
     }
    }
   },
   "BilingualName": {
    "description": "A name in Arabic and in Latin letters.",
    "type": "object",
    "required": [
     "ar",
     "en"
    ],
    "properties": {
     "ar": {
      "$ref": "#/components/schemas/HolderName"
     },
     "en": {
      "$ref": "#/components/schemas/HolderName"
     }
    }
   },
   "DocumentData": {
    "description": "What a document says, by its type.",
    "oneOf": [
     {
      "$ref": "#/components/schemas/LicenceData"
     },
     {
      "$ref": "#/components/schemas/PassportData"
     }
    ],
    "discriminator": {
     "propertyName": "documentType",
     "mapping": {
      "driving-licence": "#/components/schemas/LicenceData",
      "passport": "#/components/schemas/PassportData"
     }
    }
   },
   "PassportData": {
    "description": "What a ready passport says of itself; its chip and its machine-readable zone are held against it.",
    "type": "object",
    "required": [
     "documentType",
     "name",
     "birthDate",
     "sex",
     "issueDate",
     "expiryDate",
     "civilId",
     "passportNumber",
     "nationality",
     "issuingState",
     "portrait"
    ],
    "properties": {
     "documentType": {
      "description": "Which data these are.",
      "const": "passport"
     },
     "name": {
      "$ref": "#/components/schemas/BilingualName"
     },
     "birthDate": {
      "$ref": "#/components/schemas/IsoDate"
     },
     "sex": {
      "description": "As the passport has it; `X` when it is not said.",
      "enum": [
       "M",
       "F",
       "X"
      ]
     },
     "issueDate": {
      "$ref": "#/components/schemas/IsoDate"
     },
     "expiryDate": {
      "$ref": "#/components/schemas/IsoDate"
     },
     "civilId": {
      "description": "Whose passport it is; a child's own number when a guardian collects it.",
      "type": "string",
      "pattern": "^\\d{12}$"
     },
     "passportNumber": {
      "$ref": "#/components/schemas/DocumentNumber"
     },
     "nationality": {
      "description": "ICAO 9303 code of three letters.",
      "type": "string",
      "pattern": "^[A-Z]{3}$"
     },
     "issuingState": {
      "description": "ICAO 9303 code of three letters.",
      "type": "string",
      "pattern": "^[A-Z]{3}$"
     },
     "portrait": {
      "description": "PNG or JPEG file, Base64, for the screen on which the person confirms.",
      "type": "string",
      "format": "byte",
      "contentEncoding": "base64",
      "maxLength": 400000
     }
    }
   },
   "DocumentNumber": {
    "description": "As in the machine-readable zone, without filler.",
    "type": "string",
    "pattern": "^[A-Z0-9]{6,9}$"
   },
   "ChipScriptRequest": {
    "description": "Who writes the chip, and how.",
    "type": "object",
    "required": [
     "kioskId",
     "reader"
    ],
    "properties": {
     "kioskId": {
      "$ref": "#/components/schemas/KioskIdentifier"
     },
     "reader": {
      "description": "How its encoder reaches the chip.",
      "enum": [
       "contact",
       "contactless"
      ]
     }
    }
   },
   "ChipScript": {
    "description": "The commands for one chip, in the order in which they are sent.",
    "type": "object",
    "required": [
     "write",
     "lock",
     "proof",
     "digests"
    ],
    "properties": {
     "write": {
      "$ref": "#/components/schemas/ChipCommands"
     },
     "lock": {
      "$ref": "#/components/schemas/ChipCommands"
     },
     "proof": {
      "$ref": "#/components/schemas/ChipCommands"
     },
     "digests": {
      "description": "Of every data group that the chip holds afterwards; commands that come wrapped do not show it.",
      "type": "array",
      "minItems": 1,
      "maxItems": 16,
      "items": {
       "description": "SHA-256 of one data group's whole file.",
       "type": "object",
       "required": [
        "group",
        "sha256"
       ],
       "properties": {
        "group": {
         "description": "Its number.",
         "type": "integer",
         "minimum": 1,
         "maximum": 16
        },
        "sha256": {
         "description": "Hexadecimal.",
         "type": "string",
         "pattern": "^[0-9a-f]{64}$"
        }
       }
      }
     }
    }
   },
   "ChipCommands": {
    "description": "Sent one after another; the first answer that is not expected ends them.",
    "type": "array",
    "minItems": 1,
    "maxItems": 4096,
    "items": {
     "description": "One command APDU (ISO/IEC 7816-4), and the status word that it must end with.",
     "type": "object",
     "required": [
      "apdu",
      "expect"
     ],
     "properties": {
      "apdu": {
       "description": "Hexadecimal.",
       "type": "string",
       "maxLength": 20000,
       "pattern": "^([0-9A-Fa-f]{2}){4,}$"
      },
      "expect": {
       "description": "Hexadecimal.",
       "type": "string",
       "pattern": "^[0-9A-Fa-f]{4}$"
      }
     }
    }
   },
   "VaultLoading": {
    "description": "Which booklet lies where.",
    "type": "object",
    "required": [
     "kioskId",
     "slot",
     "documentNumber"
    ],
    "properties": {
     "kioskId": {
      "$ref": "#/components/schemas/KioskIdentifier"
     },
     "slot": {
      "$ref": "#/components/schemas/VaultSlot"
     },
     "documentNumber": {
      "$ref": "#/components/schemas/DocumentNumber"
     }
    }
   },
   "VaultSlot": {
    "description": "Numbered from 1.",
    "type": "integer",
    "minimum": 1,
    "maximum": 1000
   },
   "LoadingVerdict": {
    "description": "Which order a booklet is for.",
    "oneOf": [
     {
      "description": "Whoever has this order collects it at this kiosk.",
      "type": "object",
      "required": [
       "outcome",
       "orderId",
       "reference"
      ],
      "properties": {
       "outcome": {
        "description": "Bound.",
        "const": "bound"
       },
       "orderId": {
        "$ref": "#/components/schemas/Identifier"
       },
       "reference": {
        "$ref": "#/components/schemas/Reference"
       }
      }
     },
     {
      "description": "Nobody may collect it here.",
      "type": "object",
      "required": [
       "outcome",
       "reason"
      ],
      "properties": {
       "outcome": {
        "description": "Refused.",
        "const": "refused"
       },
       "reason": {
        "description": "Why. `in-progress` when a kiosk has the order in hand right now.",
        "enum": [
         "unknown-document",
         "already-issued",
         "frozen",
         "expired",
         "in-progress"
        ]
       }
      }
     }
    ]
   },
   "VaultContents": {
    "description": "Orders whose booklets lie in one vault, by slot.",
    "type": "object",
    "required": [
     "orders"
    ],
    "properties": {
     "orders": {
      "description": "At most one for a slot.",
      "type": "array",
      "maxItems": 1000,
      "items": {
       "description": "One booklet.",
       "type": "object",
       "required": [
        "slot",
        "orderId",
        "reference",
        "documentNumber",
        "standing"
       ],
       "properties": {
        "slot": {
         "$ref": "#/components/schemas/VaultSlot"
        },
        "orderId": {
         "$ref": "#/components/schemas/Identifier"
        },
        "reference": {
         "$ref": "#/components/schemas/Reference"
        },
        "documentNumber": {
         "$ref": "#/components/schemas/DocumentNumber"
        },
        "standing": {
         "description": "Whether it is still to be collected.",
         "enum": [
          "waiting",
          "to-return"
         ]
        }
       }
      }
     }
    }
   },
   "VaultUnloading": {
    "description": "Which order's booklet was taken out.",
    "type": "object",
    "required": [
     "kioskId",
     "orderId"
    ],
    "properties": {
     "kioskId": {
      "$ref": "#/components/schemas/KioskIdentifier"
     },
     "orderId": {
      "$ref": "#/components/schemas/Identifier"
     }
    }
   },
   "UnloadingVerdict": {
    "description": "Whether the booklet was taken to lie there.",
    "type": "object",
    "required": [
     "outcome"
    ],
    "properties": {
     "outcome": {
      "description": "What the service had.",
      "enum": [
       "removed",
       "not-there"
      ]
     }
    }
   },
   "LicenceData": {
    "description": "Everything that is printed on a driving licence; numbers are those of ISO/IEC 18013-1.",
    "type": "object",
    "required": [
     "documentType",
     "name",
     "birthDate",
     "birthPlace",
     "issueDate",
     "expiryDate",
     "authority",
     "civilId",
     "licenceNumber",
     "nationality",
     "portrait",
     "categories",
     "inventoryText"
    ],
    "properties": {
     "documentType": {
      "description": "Which data these are.",
      "const": "driving-licence"
     },
     "name": {
      "$ref": "#/components/schemas/BilingualName"
     },
     "birthDate": {
      "$ref": "#/components/schemas/IsoDate"
     },
     "birthPlace": {
      "description": "Place of birth (3).",
      "type": "object",
      "required": [
       "ar",
       "en"
      ],
      "properties": {
       "ar": {
        "$ref": "#/components/schemas/PersonName"
       },
       "en": {
        "$ref": "#/components/schemas/PersonName"
       }
      }
     },
     "issueDate": {
      "$ref": "#/components/schemas/IsoDate"
     },
     "expiryDate": {
      "$ref": "#/components/schemas/IsoDate"
     },
     "authority": {
      "description": "Issuing authority (4c).",
      "type": "string",
      "minLength": 1,
      "maxLength": 20
     },
     "civilId": {
      "description": "Administrative number (4d); the kiosk makes the document for nobody else.",
      "type": "string",
      "pattern": "^\\d{12}$"
     },
     "licenceNumber": {
      "description": "Licence number (5).",
      "type": "string",
      "pattern": "^[A-Z0-9]{5,15}$"
     },
     "nationality": {
      "description": "ICAO 9303 code of three letters.",
      "type": "string",
      "pattern": "^[A-Z]{3}$"
     },
     "portrait": {
      "description": "PNG or JPEG file (6), Base64.",
      "type": "string",
      "format": "byte",
      "contentEncoding": "base64",
      "maxLength": 400000
     },
     "signature": {
      "description": "PNG file (7), black on transparent, Base64.",
      "type": "string",
      "format": "byte",
      "contentEncoding": "base64",
      "maxLength": 100000
     },
     "categories": {
      "description": "Categories of vehicle (9).",
      "type": "array",
      "minItems": 1,
      "maxItems": 8,
      "items": {
       "$ref": "#/components/schemas/LicenceCategory"
      }
     },
     "inventoryText": {
      "description": "Stock number as it is to be printed.",
      "type": "string",
      "maxLength": 30
     },
     "chip": {
      "description": "Whether its chip is to be written (`chipScript`), by a kiosk that can. Left out is no.\n",
      "type": "boolean"
     }
    }
   },
   "LicenceCategory": {
    "description": "One category and its conditions.",
    "type": "object",
    "required": [
     "category",
     "firstIssued",
     "validUntil",
     "restrictions"
    ],
    "properties": {
     "category": {
      "description": "ISO/IEC 18013-1 annex A (9).",
      "enum": [
       "A1",
       "A",
       "B",
       "C1",
       "C",
       "D",
       "BE",
       "CE"
      ]
     },
     "firstIssued": {
      "$ref": "#/components/schemas/IsoDate"
     },
     "validUntil": {
      "$ref": "#/components/schemas/IsoDate"
     },
     "restrictions": {
      "description": "Codes of conditions (12).",
      "type": "array",
      "maxItems": 4,
      "items": {
       "description": "One code, e.g. `01` for sight correction.",
       "type": "string",
       "pattern": "^[0-9A-Z.]{1,8}$"
      }
     }
    }
   },
   "ClaimRequest": {
    "description": "Which order, for whom, by which kiosk.",
    "type": "object",
    "required": [
     "orderId",
     "collectionId",
     "kioskId"
    ],
    "properties": {
     "orderId": {
      "$ref": "#/components/schemas/Identifier"
     },
     "collectionId": {
      "$ref": "#/components/schemas/Identifier"
     },
     "kioskId": {
      "$ref": "#/components/schemas/KioskIdentifier"
     }
    }
   },
   "ClaimVerdict": {
    "description": "Whether this issuance has the order.",
    "oneOf": [
     {
      "description": "No other kiosk may fulfil the order until this issuance ends.",
      "type": "object",
      "required": [
       "outcome",
       "startBefore_ms"
      ],
      "properties": {
       "outcome": {
        "description": "The order is yours.",
        "const": "granted"
       },
       "startBefore_ms": {
        "description": "By the service's clock, milliseconds since 1970; a medium must be bound by then.",
        "type": "integer"
       },
       "startWithin_ms": {
        "description": "The same as a span from now, for a kiosk whose clock is off.",
        "type": "integer",
        "minimum": 0
       },
       "issuanceId": {
        "description": "The issuance that has the order. A kiosk takes no grant that names another one.",
        "type": "string",
        "minLength": 1,
        "maxLength": 60
       },
       "orderId": {
        "description": "The order that it has. A kiosk takes no grant that names another one.",
        "type": "string",
        "minLength": 1,
        "maxLength": 60
       }
      }
     },
     {
      "description": "The order is not yours.",
      "type": "object",
      "required": [
       "outcome",
       "reason"
      ],
      "properties": {
       "outcome": {
        "description": "Refused.",
        "const": "refused"
       },
       "reason": {
        "description": "Why.",
        "enum": [
         "in-progress-elsewhere",
         "already-issued",
         "held",
         "not-ready",
         "frozen"
        ]
       },
       "where": {
        "description": "The other kiosk's place, as people call it; with `not-ready`, where the booklet lies.",
        "type": "string",
        "maxLength": 100
       }
      }
     }
    ]
   },
   "IssuanceEvent": {
    "description": "One thing that happened. Never holds personal data.",
    "type": "object",
    "required": [
     "entryId",
     "issuanceId",
     "ordinal",
     "kind",
     "at_ms",
     "kioskId"
    ],
    "properties": {
     "entryId": {
      "description": "Id of the kiosk's journal entry.",
      "type": "string",
      "minLength": 1,
      "maxLength": 60
     },
     "issuanceId": {
      "description": "The same as in the path.",
      "type": "string",
      "minLength": 1,
      "maxLength": 60
     },
     "ordinal": {
      "description": "1, 2, 3 ... for each issuance.",
      "type": "integer",
      "minimum": 1
     },
     "kind": {
      "description": "What happened.",
      "enum": [
       "medium-bound",
       "personalised",
       "verified",
       "presented",
       "issued",
       "spoiled",
       "retained",
       "unresolved",
       "released"
      ]
     },
     "at_ms": {
      "description": "When, by the kiosk's clock, milliseconds since 1970.",
      "type": "integer"
     },
     "kioskId": {
      "$ref": "#/components/schemas/KioskIdentifier"
     },
     "note": {
      "description": "A code that explains, e.g. `presumed-taken-at-power-loss` or a device error.",
      "type": "string",
      "maxLength": 200
     }
    }
   },
   "EventReceipt": {
    "description": "That the event is safe with the service.",
    "type": "object",
    "required": [
     "outcome",
     "standing"
    ],
    "properties": {
     "outcome": {
      "description": "`duplicate` when the entry was known already.",
      "enum": [
       "recorded",
       "duplicate"
      ]
     },
     "standing": {
      "description": "`lapsed` when the order was given away before a medium was bound: do not present the document.",
      "enum": [
       "held",
       "lapsed"
      ]
     }
    }
   },
   "Heartbeat": {
    "description": "The service lives.",
    "type": "object",
    "required": [
     "time_ms"
    ],
    "properties": {
     "time_ms": {
      "description": "The service's clock, milliseconds since 1970.",
      "type": "integer"
     }
    }
   },
   "Problem": {
    "description": "Problem document after RFC 9457.",
    "type": "object",
    "required": [
     "type",
     "title",
     "status",
     "code"
    ],
    "properties": {
     "type": {
      "description": "Names the kind of problem.",
      "type": "string",
      "format": "uri-reference"
     },
     "title": {
      "description": "The kind of problem in words.",
      "type": "string",
      "maxLength": 200
     },
     "status": {
      "description": "The HTTP status again.",
      "type": "integer",
      "minimum": 400,
      "maximum": 599
     },
     "detail": {
      "description": "This occurrence in words, without personal data.",
      "type": "string",
      "maxLength": 500
     },
     "code": {
      "description": "For programs.",
      "enum": [
       "invalid-request",
       "not-found",
       "unknown-kiosk",
       "unknown-collection",
       "unknown-order",
       "unknown-issuance",
       "code-not-accepted",
       "other-second-factor",
       "locked",
       "not-ready",
       "no-document-data",
       "idempotency-key-reused",
       "gap",
       "impossible-event",
       "already-ended",
       "not-claimed-here",
       "no-chip",
       "internal"
      ]
     }
    }
   }
  }
 }
};
