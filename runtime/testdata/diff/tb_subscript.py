data = {"users": [{"name": "x"}]}
def get():
    return data["users"][0]["name"]["first"]["last"]
def call():
    return max(1, 2, key=lambda v: get()) + len([1,
        2])
call()
